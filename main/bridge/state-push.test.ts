import { expect, test } from 'vitest';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import { newDesk } from '../desk/model.ts';
import { heldTimers } from '../testing/held-timers.ts';
import { atOnce, createStatePush, frameMs } from './state-push.ts';

const { view } = newDesk({ deskId: 'desk-1', deskName: 'Desk', phone: 'softphone', systemUser: 'ines' }, 0);
/** Told apart by their profile. */
const state = (name: string): DeskState => ({ ...view, lastProfile: name });

function pushed() {
  const sent: (string | null)[] = [];
  const timers = heldTimers();
  const states = createStatePush(({ lastProfile }) => sent.push(lastProfile), timers);
  return { sent, timers, states };
}

test('a few states go at once; of a burst the newest goes at the end of the frame', () => {
  const { sent, timers, states } = pushed();
  for (let count = 1; count <= 10_000; count += 1) states.show(state(`${count}`));
  expect(sent).toEqual(['1', '2', '3', '4']);
  timers.advance(frameMs);
  expect(sent).toEqual(['1', '2', '3', '4', '10000']);
  timers.advance(atOnce * frameMs);
  expect(timers.pending()).toBe(0);
  states.show(state('after'));
  expect(sent.at(-1)).toBe('after');
});

test('of a stream of states one goes a frame, always the newest', () => {
  const { sent, timers, states } = pushed();
  for (let count = 1; count <= 1_000; count += 1) {
    states.show(state(`${count}`));
    timers.advance(frameMs / 4);
  }
  expect(sent.length).toBeLessThanOrEqual(250 + atOnce);
  timers.advance(frameMs);
  expect(sent.at(-1)).toBe('1000');
});

test('what waits goes before the outcome of a command, and once', () => {
  const { sent, timers, states } = pushed();
  for (let count = 1; count <= atOnce + 1; count += 1) states.show(state(`${count}`));
  expect(sent).not.toContain('5');
  states.flush();
  expect(sent.at(-1)).toBe('5');
  timers.advance(10 * frameMs);
  expect(sent).toEqual(['1', '2', '3', '4', '5']);
});
