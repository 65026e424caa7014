import type { CtiAnswer } from '../../contract/cti/answers.ts';
import type { Call } from '../../contract/cti/call.ts';
import type { DeskAnswer } from '../peripheral/messages.ts';
import { createNumbering } from './numbering.ts';

/**
 * What a CTI server does wrong when it is told to. Each is done once a connection, but `repeated` and `wrongHeartbeat`,
 * which go on; all but the last begin when the desk has its snapshots.
 *
 * - `forged`: an event of another agent, one of an unknown call under an old number, one whose number is far ahead, a
 *   confirmation and a refusal that nobody asked for, a Hello of another server.
 * - `repeated`: every event comes twice, under one number.
 * - `reordered`: the first two events after the snapshots change places.
 * - `contradiction`: the snapshot of calls has each call twice, the second time as over; the device's has none of them.
 * - `flood`: 10,000 events at once, as if they had waited in the gap; the last says how it is.
 * - `wrongHeartbeat`: heartbeats are answered under an id that nobody asked with.
 */
export const ctiMisbehaviours = [
  'forged',
  'repeated',
  'reordered',
  'contradiction',
  'flood',
  'wrongHeartbeat',
] as const;
export type CtiMisbehaviour = (typeof ctiMisbehaviours)[number];

/** How many events a flood has. */
export const floodOf = 10_000;
/** So far ahead that a desk which believed it would pass over everything that comes after. */
const farAhead = 1_000_000_000;

/** What is sent on one connection in place of what the switch says. */
export interface Delivery {
  /** What the switch says, numbered, or what is made of it. */
  deliver(answer: DeskAnswer): void;
  answerHeartbeat(id: string, time: number): void;
}

/** @param does asked at each message: it may be told to begin, or to stop, while a desk is connected. */
export function createDelivery(
  send: (answer: CtiAnswer) => void,
  does: (kind: CtiMisbehaviour) => boolean,
): Delivery {
  const numbered = createNumbering();
  const done = new Set<CtiMisbehaviour>();
  let agent: Extract<DeskAnswer, { type: 'AgentStateEvent' }> | null = null;
  let isWhole = false;
  let heldBack: CtiAnswer | null = null;

  const begins = (kind: CtiMisbehaviour): boolean => {
    if (!does(kind) || done.has(kind)) return false;
    done.add(kind);
    return true;
  };
  const afterSnapshots = (): void => {
    if (!agent) return;
    if (begins('flood')) for (const event of flood(agent)) send(numbered(event));
    if (begins('forged')) for (const answer of forgeries(agent)) send(answer);
  };
  const event = (told: CtiAnswer): void => {
    if (heldBack) {
      send(told);
      send(heldBack);
      heldBack = null;
    } else if (begins('reordered')) {
      heldBack = told;
    } else {
      send(told);
      if (does('repeated')) send(told);
    }
  };
  return {
    deliver(answer) {
      if (answer.type === 'AgentStateEvent') agent = answer;
      const told = numbered(answer);
      if (told.type === 'SnapshotDeviceConf' && does('contradiction') && !done.has('contradiction')) {
        send({ ...told, callIds: [] });
      } else if (told.type === 'SnapshotCallsConf') {
        const calls = begins('contradiction') ? contradicted(told.calls) : told.calls;
        send({ ...told, calls });
        isWhole = true;
        afterSnapshots();
      } else if (isWhole && (told.type === 'AgentStateEvent' || told.type === 'CallEvent')) event(told);
      else send(told);
    },
    answerHeartbeat: (id, time) =>
      send({ type: 'HeartbeatConf', id: does('wrongHeartbeat') ? `not-${id}`.slice(0, 64) : id, time }),
  };
}

function contradicted(calls: readonly Call[]): Call[] {
  const over = (call: Call): Call => ({
    ...call,
    connection: 'Cleared',
    endedAt: call.offeredAt,
    end: { cause: 'switch', message: 'It is over, says the second half of the snapshot' },
  });
  return [...calls, ...calls.map(over)];
}

/** The same agent over and over, each event a little younger; the last is as the switch has him. */
function* flood(
  told: Extract<DeskAnswer, { type: 'AgentStateEvent' }>,
): Generator<Extract<DeskAnswer, { type: 'AgentStateEvent' }>> {
  for (let left = floodOf - 1; left >= 0; left -= 1) {
    const since = Math.max(0, told.agent.since - left);
    yield { ...told, agent: { ...told.agent, since } };
  }
}

function forgeries({ time, agent }: Extract<DeskAnswer, { type: 'AgentStateEvent' }>): readonly CtiAnswer[] {
  const stranger = { ...agent, agentId: 'forged-agent', state: 'LoggedOut', since: time } as const;
  const unknown: Call = {
    callId: 'forged-call',
    direction: 'inbound',
    type: 'acd',
    consultOf: null,
    connection: 'Alerting',
    parties: [],
    dialled: '',
    skillGroup: null,
    variables: {},
    customer: null,
    segments: [],
    offeredAt: time,
    answeredAt: null,
    endedAt: null,
    noAnswerAt: null,
    end: null,
    enablement: 0,
  };
  return [
    { type: 'CallEvent', sequence: 0, time, event: 'Delivered', call: unknown },
    { type: 'RequestConf', id: 'forged-request' },
    { type: 'FailureConf', id: 'forged-refusal', code: 'notAllowedNow', message: 'Nobody asked for this' },
    { type: 'Hello', kind: 'licensing', side: 'A', cluster: 'forged', time },
    { type: 'AgentStateEvent', sequence: farAhead, time, agent: stranger },
  ];
}
