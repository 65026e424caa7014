import { expect, test } from 'vitest';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { failover, lost, talking } from '../desk/fixtures/calls.ts';
import { downPair, loggedOut, movedPair, notReady, offPair, pair } from '../desk/fixtures/desk-states.ts';
import { type ShownDesk, shownDesk } from './shown-desk.ts';

/** What a window shows that is sent these, each so many milliseconds after the first. */
function shownAfter(...sent: readonly (readonly [number, DeskState])[]): ShownDesk {
  const last = sent.reduce<ShownDesk | null>((before, [at, newest]) => shownDesk(newest, before, at), null);
  if (!last) throw new Error('nothing was sent');
  return last;
}

test('for a second a lost CTI server is not shown, neither in the state nor in the connections', () => {
  const { desk, lookAgainAt } = shownAfter([0, talking], [100, lost], [1_099, lost]);
  expect(desk.agent).toEqual({ ...lost.agent, known: 'live' });
  expect(desk.connections.cti).toEqual(talking.connections.cti);
  expect(lookAgainAt).toBe(1_100);
});

test('after a second it is shown, for as long as it lasts', () => {
  const { desk, lookAgainAt } = shownAfter([0, talking], [100, lost], [1_100, lost]);
  expect([desk, lookAgainAt]).toEqual([lost, null]);
  expect(shownAfter([0, talking], [100, lost], [1_100, lost], [1_101, lost]).desk).toEqual(lost);
});

test('what waits for CTI is shown with the loss, not before: most of it is sent within that second', () => {
  const waiting = [{ goesBy: 'cti', id: '1', action: 'dial', number: '5551234' }] as const;
  const clicked = { ...lost, waiting };
  expect(shownAfter([0, talking], [100, clicked], [1_099, clicked]).desk.waiting).toEqual([]);
  expect(shownAfter([0, talking], [100, clicked], [1_100, clicked]).desk.waiting).toEqual(waiting);
});

test('what waits for a session manager is shown after a second, also where one is there that has not opened the session', () => {
  const waiting = [
    { goesBy: 'sessions', id: '1', action: 'accept', channel: 'chat', name: 'Maria Kowalczyk' },
  ] as const;
  const connections = { ...talking.connections, sessions: pair('sessions') };
  const before = { ...talking, connections };
  const opening = { ...before, waiting };
  const away = {
    ...opening,
    connections: { ...connections, sessions: { ...pair('sessions'), status: 'connecting', inUse: null } },
  } as const;
  expect(shownAfter([0, before], [100, away], [1_099, away]).desk.waiting).toEqual([]);
  expect(shownAfter([0, before], [100, away], [900, opening], [1_099, opening]).desk.waiting).toEqual([]);
  expect(shownAfter([0, before], [100, away], [900, opening], [1_100, opening]).desk.waiting).toEqual(
    waiting,
  );
  expect(shownAfter([0, before], [100, away], [1_100, away]).desk.waiting).toEqual(waiting);
  const idle = { ...away, waiting: [] };
  expect(shownAfter([0, before], [100, idle], [900, away], [1_100, away]).desk.waiting).toEqual(waiting);
  expect(shownAfter([0, before], [100, opening]).lookAgainAt).toBe(1_100);
});

test('the other server takes over in that second: that alone is shown', () => {
  const { desk, lookAgainAt } = shownAfter([0, talking], [100, lost], [160, failover]);
  expect([desk, lookAgainAt]).toEqual([failover, null]);
});

test('a second loss has a second of its own, a loss in pieces has not', () => {
  expect(shownAfter([0, talking], [100, lost], [160, failover], [1_200, lost]).desk.agent?.known).toBe(
    'live',
  );
  // The other side connects and says nothing of the agent before it is lost too: he was not known all the time.
  const halfway = { ...lost, connections: failover.connections };
  expect(shownAfter([0, talking], [100, lost], [600, halfway], [1_100, lost]).desk.agent?.known).toBe('lost');
});

test('each pair waits for itself: a loss of another one is no excuse', () => {
  const noCti = { ...notReady, connections: { ...notReady.connections, cti: downPair('cti') } };
  const neither = { ...noCti, connections: { ...noCti.connections, sip: downPair('sip') } };
  const { desk } = shownAfter([0, notReady], [100, noCti], [900, neither], [1_100, neither]);
  expect(desk.connections).toMatchObject({ cti: { status: 'down' }, sip: { status: 'up' } });
});

test.each<readonly [string, DeskState | null, DeskState]>([
  ['the window is opened while CTI is lost', null, lost],
  ['a login connects for the first time', loggedOut, connecting()],
  ['a logout leaves its servers', notReady, loggedOut],
  ['a pair has moved', notReady, { ...notReady, connections: { ...all(), sip: movedPair('sip') } }],
])('nothing is held back where %s', (_when, before, newest) => {
  const first = before && shownDesk(before, null, 0);
  expect(shownDesk(newest, first, 1)).toMatchObject({ desk: newest, lookAgainAt: null });
});

function all(): DeskState['connections'] {
  return notReady.connections;
}

function connecting(): DeskState {
  const cti = { ...pair('cti'), status: 'connecting', inUse: null } as const;
  return { ...loggedOut, connections: { ...loggedOut.connections, cti, licensing: offPair('licensing') } };
}
