import { afterEach, expect, it } from 'vitest';
import { createClockFace, createContactCentreClock, steadyNow, steadyOrigin, steadySince } from './clock.ts';

const errors: unknown[] = [];
const clock = createContactCentreClock(steadyNow, (error) => errors.push(error));
afterEach(() => {
  clock.close();
  clock.release();
});

it('is the real time, and calls back then', async () => {
  const before = Date.now();
  expect(clock.now()).toBeGreaterThanOrEqual(before - 1_000);
  const due = clock.now() + 20;
  await new Promise<void>((resolve) => clock.at(due, resolve));
  expect(clock.now()).toBeGreaterThanOrEqual(due);
});

it('stands still while held, and advances through what falls due in order', () => {
  clock.hold();
  const start = clock.now();
  const called: string[] = [];
  const note = (name: string) => () => void called.push(`${name} at ${clock.now() - start}`);
  clock.at(start + 300, note('third'));
  clock.at(start + 100, note('first'));
  const takeBack = clock.at(start + 200, note('never'));
  clock.at(start + 100, () => {
    note('second')();
    clock.at(start + 250, note('made on the way'));
  });
  clock.at(start + 501, note('not yet'));
  takeBack();
  expect(clock.now()).toBe(start);
  clock.advance(500);
  expect(called).toEqual(['first at 100', 'second at 100', 'made on the way at 250', 'third at 300']);
  expect(clock.now()).toBe(start + 500);
  expect(clock.isHeld()).toBe(true);
});

it('goes on from where it was when released, and never back', async () => {
  clock.hold();
  clock.advance(60_000);
  const held = clock.now();
  clock.release();
  expect(clock.isHeld()).toBe(false);
  expect(clock.now()).toBeGreaterThanOrEqual(held);
  expect(clock.now()).toBeLessThan(held + 30_000);
  await new Promise<void>((resolve) => clock.at(clock.now() + 5, resolve));
});

it('jumps ahead when it is advanced without being held', () => {
  const called: number[] = [];
  const due = clock.now() + 30_000;
  clock.at(due, () => called.push(clock.now()));
  clock.advance(40_000);
  expect(called).toEqual([due]);
  expect(clock.isHeld()).toBe(false);
  expect(clock.now()).toBeGreaterThanOrEqual(due + 9_000);
});

it('calls the others when one throws', () => {
  clock.hold();
  const called: string[] = [];
  clock.at(clock.now() + 1, () => {
    throw new Error('broken');
  });
  clock.at(clock.now() + 2, () => called.push('the other'));
  clock.advance(10);
  expect(called).toEqual(['the other']);
  expect(errors).toHaveLength(1);
});

it('is shown by faces in other processes, which tell the very same time', () => {
  const origin = steadyOrigin();
  const master = createContactCentreClock(steadySince(origin), (error) => errors.push(error));
  const face = createClockFace(steadySince(origin));
  const between = (): void => {
    const before = master.now();
    const shown = face.now();
    expect(shown).toBeGreaterThanOrEqual(before);
    expect(shown).toBeLessThanOrEqual(master.now());
  };
  between();
  master.hold();
  master.advance(90_000);
  face.set(master.setting());
  expect([face.isHeld(), face.now()]).toEqual([true, master.now()]);
  master.release();
  face.set(master.setting());
  expect(face.isHeld()).toBe(false);
  between();
  // Set by a clock that is behind, it stands until that has caught up: time never goes back.
  const shown = face.now();
  face.set({ aheadMs: 0, heldAt: null });
  expect(face.now()).toBeGreaterThanOrEqual(shown);
  master.close();
});
