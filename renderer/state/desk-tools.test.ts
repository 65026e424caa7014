import { describe, expect, test } from 'vitest';
import type { DeskBridge } from '../../contract/bridge/channels.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { consulting, failover, lost, talking } from '../desk/fixtures/calls.ts';
import { loggedOut, notReady, now } from '../desk/fixtures/desk-states.ts';
import { createDeskTools, type DeskTools } from './desk-tools.ts';
import { changeLogin } from './ui-store.ts';

/** Time that passes where the test says; what is due then is called back. */
function handTime() {
  let passed = 0;
  let due: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    clock: {
      now: () => now,
      monotonic: () => passed,
      after: (milliseconds: number, callback: () => void) => {
        const timer = { at: passed + milliseconds, callback };
        due.push(timer);
        return () => {
          due = due.filter((each) => each !== timer);
        };
      },
    },
    pass: (milliseconds: number) => {
      passed += milliseconds;
      const reached = due.filter(({ at }) => at <= passed);
      due = due.filter(({ at }) => at > passed);
      for (const { callback } of reached) callback();
    },
  };
}

/** A bridge whose states and answers the test decides. */
function scriptedDesk(command: DeskBridge['command'] = async () => ({ ok: true })) {
  const hand = handTime();
  let listener: ((state: DeskState) => void) | null = null;
  const bridge: DeskBridge = {
    command,
    onState: (callback) => {
      listener = callback;
      return () => {
        listener = null;
      };
    },
    onTranscript: () => () => undefined,
    drawn: async () => {},
    window: async () => {},
    copy: async () => {},
    onSettings: () => () => undefined,
    setSetting: async () => ({ ok: false, reason: 'not asked here' }),
    unsetSetting: async () => ({ ok: false, reason: 'not asked here' }),
    onDiagnostics: () => () => undefined,
    runDiagnostics: () => Promise.reject(new Error('not asked here')),
    onLegacyOffer: () => () => undefined,
    answerLegacyOffer: async () => ({ ok: false, reason: 'not asked here' }),
    platform: 'linux',
  };
  const tools = createDeskTools(bridge, hand.clock);
  return {
    tools,
    pass: hand.pass,
    push: (state: DeskState) => listener?.(structuredClone(state)),
    listens: () => listener !== null,
  };
}

test('keeps the newest state, and the very objects that did not change', () => {
  const { tools, push } = scriptedDesk();
  expect(tools.desk.getState().desk).toBeNull();
  push(talking);
  const first = tools.desk.getState().desk;
  push({ ...talking, recentCalls: [] });
  const second = tools.desk.getState().desk;
  expect(second?.sessions).toBe(first?.sessions);
  expect(second?.recentCalls).toEqual([]);
});

test('follows the servers’ clock', () => {
  const { tools, push } = scriptedDesk();
  push({ ...talking, clockOffsetMs: 60_000 });
  expect(tools.clock.store.getState().now).toBe(now + 60_000);
});

test('shows nothing of a move to the other server but that it has come about', () => {
  const { tools, push, pass } = scriptedDesk();
  const shown = () => tools.desk.getState().desk;
  push(talking);
  push(lost);
  expect(shown()?.agent?.known).toBe('live');
  expect(shown()?.connections).toEqual(talking.connections);
  pass(60);
  push(failover);
  pass(10_000);
  expect(shown()).toEqual(failover);
});

test('shows a loss that lasts after a second, without another word of main', () => {
  const { tools, push, pass } = scriptedDesk();
  push(talking);
  push(lost);
  pass(999);
  expect(tools.desk.getState().desk?.agent?.known).toBe('live');
  pass(1);
  expect(tools.desk.getState().desk).toEqual(lost);
});

test('a login that failed keeps what was typed, one that succeeded forgets it', () => {
  const { tools, push } = scriptedDesk();
  push(loggedOut);
  changeLogin(tools.ui, { text: '12345;secret;52513' });
  push({ ...loggedOut, login: { phase: 'logged-out', error: null } });
  expect(tools.ui.getState().login.text).toBe('12345;secret;52513');
  push(notReady);
  expect(tools.ui.getState().login.text).toBe('');
});

test('a bridge that broke is an outcome, never a rejection', async () => {
  const { tools } = scriptedDesk(() => Promise.reject(new Error('the channel is closed')));
  expect(await tools.run({ type: 'cancelLogin' })).toMatchObject({
    ok: false,
    error: { code: 'bridge', details: { command: 'cancelLogin', cause: 'the channel is closed' } },
  });
});

test('stops listening', () => {
  const { tools, listens } = scriptedDesk();
  tools.stop();
  expect(listens()).toBe(false);
});

describe('the tab that the agent turns to', () => {
  const selected = (tools: DeskTools): string | null | undefined =>
    tools.desk.getState().desk?.selectedSession;
  const [mine, other] = consulting.sessions.map(({ id }) => id);
  if (mine === undefined || other === undefined) throw new Error('there are two sessions');
  const turn = (tools: DeskTools, sessionId: string): Promise<CommandOutcome> =>
    tools.run({ type: 'selectSession', sessionId });

  test('is shown at once, and stays while main says the old one, until it has answered', async () => {
    const answer = Promise.withResolvers<CommandOutcome>();
    const { tools, push } = scriptedDesk(() => answer.promise);
    push({ ...consulting, selectedSession: mine });
    const outcome = turn(tools, other);
    expect(selected(tools)).toBe(other);
    push({ ...consulting, selectedSession: mine, recentCalls: [] });
    expect(selected(tools)).toBe(other);
    push({ ...consulting, selectedSession: other });
    answer.resolve({ ok: true });
    await outcome;
    expect(selected(tools)).toBe(other);
    // What main selects later is shown.
    push({ ...consulting, selectedSession: mine });
    expect(selected(tools)).toBe(mine);
  });

  test('is the last one of several, whichever is answered first', async () => {
    const answers = [Promise.withResolvers<CommandOutcome>(), Promise.withResolvers<CommandOutcome>()];
    let asked = 0;
    const { tools, push } = scriptedDesk(() => answers[asked++]?.promise ?? Promise.reject(new Error()));
    push({ ...consulting, selectedSession: mine });
    const first = turn(tools, other);
    const second = turn(tools, mine);
    push({ ...consulting, selectedSession: other });
    answers[0]?.resolve({ ok: true });
    await first;
    expect(selected(tools)).toBe(mine);
    push({ ...consulting, selectedSession: mine });
    answers[1]?.resolve({ ok: true });
    await second;
    expect(selected(tools)).toBe(mine);
  });

  test('is what main says where the turn did not reach it, or the session is gone', async () => {
    const { tools, push } = scriptedDesk(() => Promise.reject(new Error('the bridge is gone')));
    push({ ...consulting, selectedSession: mine });
    const outcome = turn(tools, other);
    push({
      ...consulting,
      sessions: consulting.sessions.filter(({ id }) => id === mine),
      selectedSession: mine,
    });
    expect(selected(tools)).toBe(mine);
    push({ ...consulting, selectedSession: mine });
    expect(selected(tools)).toBe(other);
    await outcome;
    expect(selected(tools)).toBe(mine);
  });
});
