import type { ChatMessage } from '../sessions/interaction.ts';

/** Messages of a chat, in order, without gaps: they take the place of whatever a window had from the first one on. */
export interface TranscriptPage {
  readonly sessionId: string;
  readonly messages: readonly ChatMessage[];
}
