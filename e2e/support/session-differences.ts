import { isDeepStrictEqual } from 'node:util';
import type { ActionItemSession, ChatSession, DeskState } from '../../contract/desk/desk-state.ts';
import type { AgentSessions } from './interaction-facts.ts';
import type { StateDifference } from './state-differences.ts';

/**
 * Where a desk's chats and action items are not the connector's: what the agent is logged in for, his media routing
 * domains, each interaction, and how many messages there are. Empty: they are equal. What is over at the connector, and
 * not finished at the desk, is not compared.
 */
export function sessionDifferences(desk: DeskState, at: AgentSessions | null): readonly StateDifference[] {
  if (at === null) return differing('channels', desk.channels, null);
  const shown = new Map(desk.sessions.flatMap((session) => (isOpen(session) ? [[session.id, session]] : [])));
  const known = new Set(at.interactions.map(({ interactionId }) => interactionId));
  return [
    ...differing('channels', desk.channels, at.channels),
    ...differing('domains', desk.domains, at.domains),
    ...at.interactions.flatMap((interaction) => {
      const session = shown.get(interaction.interactionId);
      const field = `interactions.${interaction.interactionId}`;
      return [
        ...differing(field, session?.interaction ?? null, interaction),
        ...(session?.kind === 'chat'
          ? differing(`${field}.messages`, session.last?.number ?? 0, interaction.lastMessage)
          : []),
      ];
    }),
    ...[...shown.keys()]
      .filter((id) => !known.has(id))
      .flatMap((id) => differing(`interactions.${id}`, shown.get(id)?.phase, null)),
  ];
}

function isOpen(session: DeskState['sessions'][number]): session is ChatSession | ActionItemSession {
  return (session.kind === 'chat' || session.kind === 'action') && session.phase !== 'ended';
}

function differing(field: string, desk: unknown, at: unknown): readonly StateDifference[] {
  return isDeepStrictEqual(desk, at) ? [] : [{ field, desk, switch: at }];
}
