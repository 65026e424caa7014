import type { ActionItemSession, ChatSession, DeskState } from '../../../contract/desk/desk-state.ts';
import type { Interaction } from '../../../contract/sessions/interaction.ts';
import type { DeskModel } from '../model.ts';
import { screenPopUrl } from '../screen-pop.ts';
import { anySession, emptyDraft, hasContent, keptDraftOf } from '../sessions.ts';
import { unsentOf } from './unsent.ts';

/** A chat or an action item on the desk. */
export type InteractionSession = ChatSession | ActionItemSession;

export function interactionOf(model: DeskModel, interactionId: string): InteractionSession | undefined {
  const session = anySession(model, interactionId);
  return session?.kind === 'chat' || session?.kind === 'action' ? session : undefined;
}

export function chatOf(model: DeskModel, interactionId: string): ChatSession | undefined {
  const session = anySession(model, interactionId);
  return session?.kind === 'chat' ? session : undefined;
}

/** The chats and action items among the tabs, in order. */
export function interactionSessions({
  sessions,
}: Pick<DeskState, 'sessions'>): readonly InteractionSession[] {
  return sessions.filter((session) => session.kind === 'chat' || session.kind === 'action');
}

/** Its session as it begins here: with what this agent had written about it before. */
export function newInteraction(model: DeskModel, interaction: Interaction, now: number): InteractionSession {
  const kept = keptDraftOf(model, interaction.interactionId);
  const session = {
    id: interaction.interactionId,
    interaction,
    phase: interaction.phase,
    draft: kept?.draft ?? emptyDraft,
    screenPop: screenPop(model, interaction),
  };
  if (interaction.channel === 'action') return { kind: 'action', ...session };
  return {
    kind: 'chat',
    ...session,
    reply: kept?.reply ?? '',
    unsent: unsentOf(model, interaction.interactionId, now),
    unread: 0,
    last: null,
  };
}

/** The session with what the connector now says of its interaction. */
export function told(
  model: DeskModel,
  before: InteractionSession,
  interaction: Interaction,
): InteractionSession {
  return { ...before, interaction, phase: interaction.phase, screenPop: screenPop(model, interaction) };
}

/** Whether the agent has written anything that is not sent: then its tab stays until he is done with it. */
export function isWritten(session: InteractionSession): boolean {
  if (hasContent(session.draft)) return true;
  return session.kind === 'chat' && (session.reply.trim() !== '' || session.unsent.length > 0);
}

/** How it is called where it is offered: "Tomasz Wrona", or what it is about. */
export function interactionLabel({ customerName, subject, channel }: Interaction): string {
  return customerName || subject || (channel === 'chat' ? 'a chat' : 'an action item');
}

function screenPop({ view }: DeskModel, { variables }: Interaction): string | null {
  const { configuration } = view;
  const settings = configuration.status === 'none' ? null : configuration.desktop.screenPop;
  return settings ? screenPopUrl(settings, variables) : null;
}
