import { isDeepStrictEqual } from 'node:util';
import type { Call, ConnectionState } from '../../contract/cti/call.ts';
import type { DeskState, VoiceSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import type { AgentAtSwitch } from './tier.ts';

/** One field that the desk shows otherwise than the switch has it. */
export interface StateDifference {
  /** A path: `agent.state`, `calls.5001d29f-call-1.connection`, `phone.held`. */
  readonly field: string;
  readonly desk: unknown;
  readonly switch: unknown;
}

/**
 * Where a desk's state is not the switch's, field by field: agent, calls, ended calls that the desk still shows, which
 * CTI server and which SIP edge have the desk, and what the phone knows of each call. Empty: they are equal.
 *
 * What the desk alone knows (drafts, quality, a choice that waits) is not compared. Both are to be read when nothing is
 * under way between them: see `lastingDifferences`.
 */
export function stateDifferences(desk: DeskState, at: AgentAtSwitch): readonly StateDifference[] {
  if (at.agent.state === 'LoggedOut') return differing('login.phase', desk.login.phase, 'logged-out');
  return [
    ...loginDifferences(desk, at),
    ...agentDifferences(desk, at),
    ...callDifferences(desk, at),
    ...serverDifferences(desk, at),
  ];
}

/** Both states, read as close to each other as can be. */
export interface BothStates {
  readonly desk: DeskState;
  readonly at: AgentAtSwitch;
}

/** Those that are there at every look within this time: an event may be under way. Answers at once when there is none. */
export async function lastingDifferences(
  read: () => Promise<BothStates>,
  withinMs = 1_000,
): Promise<readonly StateDifference[]> {
  const end = Date.now() + withinMs;
  for (;;) {
    const { desk, at } = await read();
    const differences = stateDifferences(desk, at);
    if (differences.length === 0 || Date.now() >= end) return differences;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function differenceText({ field, desk, switch: at }: StateDifference): string {
  return `${field}: the desk has ${JSON.stringify(desk)}, the switch ${JSON.stringify(at)}`;
}

function loginDifferences({ login }: DeskState, { agent }: AgentAtSwitch): readonly StateDifference[] {
  if (login.phase !== 'logged-in') return differing('login.phase', login.phase, 'logged-in');
  return [
    ...differing('login.agentId', login.agentId, agent.agentId),
    ...differing('login.device', login.device, agent.device),
  ];
}

function agentDifferences({ agent }: DeskState, at: AgentAtSwitch): readonly StateDifference[] {
  if (agent === null) return differing('agent', null, at.agent);
  const { known, chosen: _, wrapUpFinished: __, ...shown } = agent;
  return [...differing('agent.known', known, 'live'), ...memberDifferences('agent', shown, at.agent)];
}

function callDifferences({ sessions, phone }: DeskState, at: AgentAtSwitch): readonly StateDifference[] {
  const hasPhone = phone.registration !== 'none';
  const live = at.calls.flatMap((call) => {
    const session = voiceSessions(sessions).find(({ id }) => id === call.callId);
    const field = `calls.${call.callId}`;
    if (!session) return differing(field, null, call.connection);
    return [
      ...memberDifferences(field, session.call, call),
      ...(hasPhone ? phoneDifferences(field, session, call) : []),
    ];
  });
  const rest = voiceSessions(sessions).filter(({ id }) => at.calls.every(({ callId }) => callId !== id));
  return [...live, ...rest.flatMap((session) => endedDifferences(session, at.endedCalls))];
}

/** A call that the desk shows and the switch has not among those that are up. */
function endedDifferences(session: VoiceSession, ended: readonly Call[]): readonly StateDifference[] {
  const field = `calls.${session.id}`;
  const call = ended.find(({ callId }) => callId === session.id);
  return [
    ...differing(`${field}.phase`, session.phase, 'ended'),
    ...(call ? memberDifferences(field, session.call, call) : []),
    ...differing(`${field}.phone`, session.phone?.phase ?? null, null),
  ];
}

/** What the phone must be in while the switch has the agent's connection so; null: it may not have come so far yet. */
const phoneWith: Readonly<
  Record<ConnectionState, { readonly phase: string; readonly held: boolean } | null>
> = {
  Initiated: null,
  Alerting: { phase: 'ringing', held: false },
  Connected: { phase: 'established', held: false },
  Held: { phase: 'established', held: true },
  Queued: null,
  Failed: null,
  Cleared: null,
};

function phoneDifferences(field: string, { phone }: VoiceSession, call: Call): readonly StateDifference[] {
  const expected = phoneWith[call.connection];
  if (expected === null) return [];
  if (phone === null) return differing(`${field}.phone`, null, expected.phase);
  return [
    ...differing(`${field}.phone.phase`, phone.phase, expected.phase),
    ...differing(`${field}.phone.held`, phone.held, expected.held),
  ];
}

function serverDifferences({ connections, phone }: DeskState, at: AgentAtSwitch): readonly StateDifference[] {
  const side = at.desk?.link === 'connected' ? at.desk.side : null;
  const atCti = differing('connections.cti.inUse', connections.cti.inUse, side);
  if (phone.registration === 'none') return atCti;
  const [edge = null] = at.registrations;
  return [
    ...atCti,
    ...differing('phone.registration', phone.registration, edge === null ? 'failed' : 'registered'),
    ...differing('connections.sip.inUse', connections.sip.inUse, edge),
  ];
}

/** Every member that either of the two has. */
function memberDifferences(field: string, desk: object, at: object): readonly StateDifference[] {
  const names = new Set([...Object.keys(desk), ...Object.keys(at)]);
  return [...names].flatMap((name) =>
    differing(`${field}.${name}`, Reflect.get(desk, name), Reflect.get(at, name)),
  );
}

function differing(field: string, desk: unknown, at: unknown): readonly StateDifference[] {
  return isDeepStrictEqual(desk, at) ? [] : [{ field, desk, switch: at }];
}
