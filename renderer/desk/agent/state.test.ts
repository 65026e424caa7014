import { expect, test } from 'vitest';
import { enablementMask } from '../../../contract/cti/enablement.ts';
import { talking, wrapUp } from '../fixtures/calls.ts';
import { agent, configured, loggedOut, now, ready } from '../fixtures/desk-states.ts';
import { displaced } from '../fixtures/logins.ts';
import { stateWords } from './agent-words.ts';
import { stateChoices } from './state-choices.ts';

if (configured.status === 'none') throw new Error('the fixture has a configuration');
const { desktop } = configured;
const fine = { problem: 'none' } as const;
const shown = (change: Partial<typeof agent>) => ({ ...ready, agent: { ...agent, ...change } });

test.each([
  [{ state: 'Ready', reasonCode: null }, 'Ready', 'Voice'],
  [{ state: 'NotReady', reasonCode: 1 }, 'Not Ready', 'Lunch'],
  [{ state: 'NotReady', reasonCode: 32_767 }, 'Not Ready', 'Call not answered'],
  [{ state: 'NotReady', reasonCode: 4_711 }, 'Not Ready', 'Reason 4711'],
  [{ state: 'NotReady', reasonCode: null }, 'Not Ready', 'No reason given'],
  [{ state: 'Reserved' }, 'Reserved', 'Call offered'],
  [{ state: 'Talking', next: { state: 'NotReady', reasonCode: 2 } }, 'Talking', 'then Not Ready, Break'],
  [{ state: 'Hold' }, 'Talking', 'On hold'],
  [{ state: 'WrapUp', next: { state: 'Ready' } }, 'Wrap-up', 'then Ready'],
] as const)('%o is %s, %s', (change, word, detail) => {
  expect(stateWords(shown({ ...change }), desktop)).toMatchObject({ word, detail });
});

test('what was chosen and not answered is shown as chosen, not as set', () => {
  const chosen = { target: { state: 'Ready' }, at: now } as const;
  expect(stateWords(shown({ chosen }), desktop)).toMatchObject({
    word: 'Not Ready',
    detail: 'Ready chosen',
  });
});

test.each(['live', 'lost'] as const)(
  'wrap-up that was finished and has not ended says so, CTI %s',
  (known) => {
    const words = stateWords(shown({ state: 'WrapUp', known, wrapUpFinished: true }), desktop);
    expect(words.detail).toBe('End of wrap-up chosen');
  },
);

test('without CTI the state is not known, and what was last known is said so', () => {
  const words = stateWords(shown({ state: 'Talking', known: 'lost' }), desktop);
  expect(words).toMatchObject({ tone: 'lost', word: 'No connection', detail: 'Last known: talking' });
});

test('an agent who was taken over is not logged out: it is said by whom', () => {
  const words = stateWords({ ...ready, agent: null, login: displaced.login }, desktop);
  expect(words).toMatchObject({ word: 'Taken over', detail: 'By PC-0417' });
  expect(stateWords(loggedOut, desktop).word).toBe('Logged out');
});

test('the menu follows the mask', () => {
  const {
    ready: readyChoice,
    wrapUp: wrapUpChoice,
    notReady,
  } = stateChoices({ ...agent, enablement: enablementMask(['notReady']) }, desktop, fine, false);
  expect([readyChoice, wrapUpChoice].map(({ label, off }) => [label, off])).toEqual([
    ['Ready', true],
    ['Wrap-up', true],
  ]);
  expect(notReady.map(({ label, off }) => [label, off])).toEqual([['Not Ready', false]]);
});

test('reasons may be required', () => {
  const mask = enablementMask(['ready', 'notReadyWithReason']);
  const { notReady } = stateChoices({ ...agent, enablement: mask }, desktop, fine, false);
  expect(notReady.map(({ label }) => label)).toEqual(['Lunch', 'Break', 'Training']);
  expect(notReady[0]?.command).toEqual({ type: 'setState', target: { state: 'NotReady', reasonCode: 1 } });
});

test('logs out from Not Ready alone, with a reason where there are reasons', () => {
  expect(stateChoices(agent, desktop, fine, false).logOut.map(({ label }) => label)).toEqual([
    'End of shift',
    'Ill',
  ]);
  if (!ready.agent) throw new Error('the fixture has an agent');
  const [only, ...others] = stateChoices(ready.agent, desktop, fine, false).logOut;
  expect(only).toMatchObject({ label: 'Log out', off: true, note: 'Only from Not Ready' });
  expect(others).toEqual([]);
});

test('in a call a choice is for afterwards, and what comes next is marked', () => {
  if (!talking.agent || !wrapUp.agent) throw new Error('the fixtures have agents');
  const choices = stateChoices(talking.agent, desktop, fine, false);
  expect(choices.heading).toBe('After this call');
  expect([choices.ready.current, choices.wrapUp.current]).toEqual([false, true]);
  expect(stateChoices(wrapUp.agent, desktop, fine, false).ready.current).toBe(true);
});

test('a missing microphone is said before Ready', () => {
  const choices = stateChoices(agent, desktop, { problem: 'no-microphone' }, false);
  expect(choices.ready).toMatchObject({ label: 'Ready', off: false, note: 'No microphone' });
});

test('says why Ready and Wrap-up are off', () => {
  const noPhone = { ...agent, enablement: enablementMask(['notReady', 'notReadyWithReason']) };
  const choices = (failed: boolean) => stateChoices(noPhone, desktop, fine, failed);
  expect(choices(true).ready.note).toBe('Your phone is not connected');
  expect(choices(true).wrapUp.note).toBe('Only in a call, for after it');
  expect(choices(false).ready.note).toBe('Not possible now');
  if (!ready.agent) throw new Error('the fixture has an agent');
  expect(stateChoices(ready.agent, desktop, fine, false).ready.note).toBe('Your state now');
});

test('without CTI a state may be chosen, to be asked for later; logging out is off, with why', () => {
  if (!ready.agent) throw new Error('the fixture has an agent');
  const choices = stateChoices({ ...ready.agent, known: 'lost' }, desktop, fine, false);
  expect(choices).toMatchObject({ heading: 'When CTI answers again', ready: { off: false, note: null } });
  expect(choices.logOut).toMatchObject([
    { label: 'Log out', off: true, note: 'Not while CTI does not answer: nobody would hear it' },
  ]);
});
