import { expect, test } from 'vitest';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { newDesk } from '../desk/model.ts';
import { heldTimers } from '../testing/held-timers.ts';
import { createStatePush, frameMs } from './state-push.ts';

const { view } = newDesk({ deskId: 'desk-1', deskName: 'Desk', phone: 'softphone', systemUser: 'ines' }, 0);
/** Told apart by their profile. */
const state = (name: string): DeskState => ({ ...view, lastProfile: name });

function pushed() {
  const sent: (string | null)[] = [];
  const timers = heldTimers();
  const states = createStatePush(({ lastProfile }) => sent.push(lastProfile), timers);
  return { sent, timers, states };
}

test('a state goes at once; of a burst after it the newest goes at the end of the frame', () => {
  const { sent, timers, states } = pushed();
  for (let count = 1; count <= 10_000; count += 1) states.show(state(`${count}`));
  expect(sent).toEqual(['1']);
  timers.advance(frameMs);
  expect(sent).toEqual(['1', '10000']);
  states.show(state('after'));
  expect(sent).toEqual(['1', '10000']);
  timers.advance(frameMs);
  expect(sent).toEqual(['1', '10000', 'after']);
  timers.advance(frameMs);
  expect(timers.pending()).toBe(0);
  states.show(state('later'));
  expect(sent.at(-1)).toBe('later');
});

test('what waits goes before the outcome of a command, and once', () => {
  const { sent, timers, states } = pushed();
  states.show(state('one'));
  states.flush();
  states.show(state('two'));
  states.flush();
  expect(sent).toEqual(['one', 'two']);
  timers.advance(10 * frameMs);
  expect(sent).toEqual(['one', 'two']);
});
