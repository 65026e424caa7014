import { mostMessagesAtOnce } from '../../contract/sessions/answers.ts';
import type { ChatMessage, InteractionEnd } from '../../contract/sessions/interaction.ts';
import { putInPages } from '../tables/pages.ts';
import type { Routed } from './state.ts';
import { isHidden } from './tasks.ts';
import { happened, type Turn, tellDesk } from './turn.ts';
import { interactionView } from './views.ts';

/** So many characters are told at once: one message more never takes a TranscriptEvent over what a server may send. */
const mostCharactersAtOnce = 100_000;
const remembered = { pageSize: 40, kept: 1_000 };

/** Keeps an interaction, and tells the agent who has it. */
export function put(turn: Turn, routed: Routed): void {
  keep(turn, routed);
  const { interactionId, inbound, stage, gaveUp } = routed;
  const agentId = stage.phase === 'queued' ? null : stage.agentId;
  happened(turn, {
    type: 'interaction',
    interactionId,
    ...(agentId !== null && { agentId }),
    detail: {
      phase: stage.phase,
      channel: inbound.channel,
      subject: inbound.subject,
      gaveUp,
      hidden: isHidden(routed),
      cause: 'over' in stage ? stage.over.end.cause : null,
    },
  });
  if (agentId !== null && !isHidden(routed)) tellInteraction(turn, agentId, routed);
}

/** Keeps it where nothing changes that anybody is told of by it. */
export function keep(turn: Turn, routed: Routed) {
  const { interactionId } = routed;
  if (routed.stage.phase !== 'ended') return turn.interactions.set(interactionId, routed);
  turn.interactions.delete(interactionId);
  turn.ended = putInPages(turn.ended, interactionId, routed, remembered);
}

/** Tells the desk how the interaction is now. */
export function tellInteraction(turn: Turn, agentId: string, routed: Routed): void {
  const interaction = interactionView(routed);
  if (interaction) tellDesk(turn, agentId, { type: 'InteractionEvent', time: turn.now, interaction });
}

/** It leaves this agent and goes on without him: for his desk it is over. */
export function tellGone(turn: Turn, agentId: string, routed: Routed, end: InteractionEnd): void {
  if (isHidden(routed)) return;
  const stage = { phase: 'ended', agentId, over: { at: turn.now, end } } as const;
  tellInteraction(turn, agentId, { ...routed, stage });
}

/** Tells the desk what was written, as many events as it takes. */
export function tellTranscript(
  turn: Turn,
  agentId: string,
  interactionId: string,
  messages: readonly ChatMessage[],
): void {
  for (const some of portions(messages)) {
    tellDesk(turn, agentId, { type: 'TranscriptEvent', time: turn.now, interactionId, messages: [...some] });
  }
}

function portions(messages: readonly ChatMessage[]): readonly (readonly ChatMessage[])[] {
  const portioned: ChatMessage[][] = [];
  let characters = 0;
  for (const message of messages) {
    const last = portioned.at(-1);
    characters += message.text.length;
    if (last && last.length < mostMessagesAtOnce && characters <= mostCharactersAtOnce) last.push(message);
    else {
      portioned.push([message]);
      characters = message.text.length;
    }
  }
  return portioned;
}
