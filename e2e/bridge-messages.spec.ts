import type { RunningApp } from './support/app.ts';
import { logged } from './support/app-log.ts';
import { DeskPage } from './support/desk-page.ts';
import { deskState, sendCommand } from './support/desk-state.ts';
import { filesHolding } from './support/files-holding.ts';
import { expect, testWithOneApp } from './support/test.ts';
import { until } from './support/until.ts';

const test = testWithOneApp(async ({ desk }) => {
  const page = new DeskPage(desk);
  await page.logIn();
  await page.whole();
});

/** What a message could change of the desk; the rest may still be told by servers at their own time. */
async function changeable({ desk }: RunningApp): Promise<object> {
  const state = await until(
    'the devices are known',
    () => deskState(desk),
    ({ audio }) => audio.microphone !== null,
  );
  const { login, agent, sessions, selectedSession, phone, audio, recentCalls, banners } = state;
  return {
    ...{ login, sessions, selectedSession, phone, audio, recentCalls, banners },
    agent: [agent?.state, agent?.reasonCode, agent?.chosen, agent?.next],
  };
}

test.describe('a message over the bridge', () => {
  test('that is malformed, oversized or a trick is refused and changes nothing', async ({ app, desk }) => {
    const before = await changeable(app);
    const bad: readonly unknown[] = [
      null,
      'logOut',
      [],
      {},
      { type: 'nonsense' },
      { type: '__proto__' },
      { type: 'constructor' },
      { type: { toString: 'logOut' } },
      { type: 'logOut' },
      { type: 'logOut', reasonCode: '11' },
      { type: 'setState', target: { state: 'Talking' } },
      { type: 'dial', number: '1 or 2' },
      { type: 'digits', callId: 'x', digits: '1'.repeat(33) },
      { type: 'saveDraft', sessionId: 'x', notes: 'n'.repeat(100_001), disposition: null },
      { type: 'selectSession', sessionId: 's'.repeat(257) },
      { type: 'logIn', profile: 'p'.repeat(81), loginString: '1;2;3', takeOver: false },
      { type: 'logIn', profile: 'p', loginString: '1;2;3', takeOver: false, remember: 'yes' },
      { type: 'logInRemembered', profile: 'p', loginString: '1'.repeat(513), takeOver: false },
      JSON.parse('{"__proto__":{"type":"logOut","reasonCode":null}}'),
    ];
    for (const command of bad) {
      expect(await sendCommand(app.desk, command), JSON.stringify(command)?.slice(0, 60)).toHaveProperty(
        'refused',
      );
    }
    expect(await changeable(app)).toEqual(before);
    await logged(app, 'A message from the desk window was refused. desk:command: type');
    // The desk goes on as it was.
    await desk.ready();
    await desk.choose('No reason');
    await expect(desk.plate.getByText('Not Ready', { exact: true })).toBeVisible();
  });

  test('about what is not there is answered with why, and writes no file', async ({ app, desk }) => {
    for (const sessionId of ['../../outside', '__proto__', 'constructor', 'nobody']) {
      const draft = { type: 'saveDraft', sessionId, notes: 'note', disposition: 1 };
      expect(await sendCommand(app.desk, draft)).toMatchObject({ ok: false, error: { title: /closed/ } });
      const answer = { type: 'answer', callId: sessionId };
      expect(await sendCommand(app.desk, answer)).toMatchObject({
        ok: false,
        error: { code: 'call.unknown' },
      });
    }
    expect(await filesHolding(app.data, 'outside')).toEqual([]);
    await expect(desk.plate).toContainText('Not Ready');
  });
});

test.describe('an event of the phone', () => {
  test('that is malformed is refused and changes nothing', async ({ app }) => {
    const before = await changeable(app);
    const refused = await app.phone.evaluate(async (events) => {
      const report = window.switchhookPhone?.report;
      const outcomes = events.map((event) => report?.(event as Parameters<typeof report>[0]));
      return (await Promise.allSettled(outcomes)).map(({ status }) => status);
    }, badPhoneEvents);
    expect(refused).toEqual(badPhoneEvents.map(() => 'rejected'));
    expect(await changeable(app)).toEqual(before);
    await logged(app, 'A message from the phone window was refused. phone:event: ');
  });
});

const badPhoneEvents: readonly unknown[] = [
  null,
  { type: 'nonsense' },
  { type: 'registration', state: 'registered' },
  { type: 'call', call: { callId: '', phase: 'ringing' } },
  { type: 'callEnded', callId: 'c'.repeat(257), cause: 'x' },
  { type: 'microphoneLevel', dbfs: 'loud' },
];
