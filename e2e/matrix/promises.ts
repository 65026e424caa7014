import type { DeskState } from '../../contract/desk/desk-state.ts';
import { serverKinds } from '../../contract/servers/server-kind.ts';
import { beginsAnew, type Cell } from './cells.ts';
import { phases } from './phases.ts';

/** What must be true after a cell. */
export interface MatrixPromise {
  readonly says: string;
  /** Cells that it is about. */
  holdsIn(cell: Cell): boolean;
}

const always = (): boolean => true;

export const promiseNames = [
  'whole',
  'equal',
  'sound',
  'no ghosts',
  'once',
  'honest',
  'goes on',
  'at peace',
] as const;
export type PromiseName = (typeof promiseNames)[number];

export const promises: Readonly<Record<PromiseName, MatrixPromise>> = {
  whole: {
    says: 'While the fault lasts the desk is whole again: by the other server of the pair, or, where the server is only slow, by the same; and the agent is doing what he was doing.',
    holdsIn: always,
  },
  equal: {
    says: 'What the desk shows is what the peripheral and the connector have, field by field.',
    holdsIn: always,
  },
  sound: {
    says: 'Who talks is heard, both ways.',
    holdsIn: ({ phase }) => phases[phase].sound !== undefined,
  },
  'no ghosts': {
    says: 'No place of the tier has a leg of a call that another has not.',
    holdsIn: always,
  },
  once: {
    says: 'What the agent clicked in the fault is done once, and he is told that it was taken.',
    holdsIn: ({ phase }) => phase === 'mid-request',
  },
  honest: {
    says: 'At no moment does the desk show a state that it cannot know, lose a call, a note or the agent’s state, log him out, or leave a silent server without its address and cause.',
    holdsIn: always,
  },
  'goes on': {
    says: 'While the fault lasts the day goes on from there: login, a call, answer, retrieve, conference, release, wrap-up with notes at the switch once.',
    holdsIn: always,
  },
  'at peace': {
    says: 'When the fault is over nothing comes of it any more: still equal, still no ghosts, still done once.',
    holdsIn: always,
  },
};

/** A promise that a cell did not keep, and what was there instead. */
export interface Broken {
  readonly promise: PromiseName;
  readonly what: string;
}

/** Which moments of a cell were not honest, a sentence for each kind. */
export function dishonest(cell: Cell, before: DeskState, shown: readonly DeskState[]): readonly string[] {
  const found = shown.flatMap((state) => [
    ...lostLogin(before, state),
    ...(beginsAnew(cell) ? [] : lostSessions(before, state)),
    ...(cell.phase === 'mid-request' ? [] : changes(before, state)),
    ...unknownThings(state),
  ]);
  return [...new Set(found)];
}

function lostLogin(before: DeskState, { login }: DeskState): readonly string[] {
  const found: string[] = [];
  if (before.login.phase === 'logged-in' && login.phase !== 'logged-in')
    found.push(`The login was ${login.phase}.`);
  if (login.phase === 'logged-out' && login.error !== null)
    found.push(`The login ended: ${login.error.message}`);
  return found;
}

function lostSessions(before: DeskState, { sessions }: DeskState): readonly string[] {
  return before.sessions.flatMap(({ id, draft }) => {
    const now = sessions.find((session) => session.id === id);
    if (!now) return [`The session of call ${id} was gone.`];
    return now.draft.notes === draft.notes ? [] : [`The notes of call ${id} were ${now.draft.notes}.`];
  });
}

/** Nobody chose another state, and the loss of a server is none. */
function changes(before: DeskState, { agent }: DeskState): readonly string[] {
  if (!before.agent || agent?.state === before.agent.state) return [];
  return [`The agent was ${agent?.state ?? 'nothing'}, not ${before.agent.state}.`];
}

function unknownThings({ agent, connections, phone }: DeskState): readonly string[] {
  const found: string[] = [];
  if (agent?.known === 'live' && connections.cti.inUse === null)
    found.push("The agent's state was shown as known while no CTI server was connected.");
  if (phone.registration === 'registered' && connections.sip.inUse === null)
    found.push('The phone was shown as registered while no SIP server had it.');
  for (const kind of serverKinds) {
    for (const side of ['A', 'B'] as const) {
      const { state, error, address } = connections[kind].sides[side];
      if (state === 'silent' && !(address !== null && error?.includes(address)))
        found.push(`The silent ${kind} server ${side} was said to be: ${error}`);
    }
  }
  return found;
}
