import type { ChatMessage } from '../../contract/sessions/interaction.ts';
import type { Routed } from './state.ts';
import { isHidden } from './tasks.ts';
import { keep, tellTranscript } from './tell-desk.ts';
import { happened, type Turn } from './turn.ts';

/** Adds to what was written, and tells the agent who has the chat. */
export function write(
  turn: Turn,
  routed: Routed,
  message: Pick<ChatMessage, 'from' | 'text'> & { readonly messageId?: string },
): Routed {
  const number = routed.transcript.length + 1;
  const { interactionId, stage } = routed;
  const written: ChatMessage = {
    messageId: message.messageId ?? `${interactionId}-${number}`,
    number,
    from: message.from,
    text: message.text,
    at: turn.now,
  };
  const after = { ...routed, transcript: [...routed.transcript, written] };
  keep(turn, after);
  const agentId = stage.phase === 'queued' ? null : stage.agentId;
  happened(turn, {
    type: 'chatMessage',
    interactionId,
    ...(agentId !== null && { agentId }),
    detail: { number, from: message.from, text: message.text },
  });
  if (agentId !== null && !isHidden(routed)) tellTranscript(turn, agentId, interactionId, [written]);
  return after;
}

export function agentMessages({ transcript }: Routed): number {
  return transcript.filter(({ from }) => from === 'agent').length;
}
