import { type DeskModel, withView } from './model.ts';

/** Smaller differences are the wire's delay: following them would make every time on the desk tremble. */
const toleranceMs = 250;

/** Learns how far this computer's clock is from the servers', so that time in state is right on a PC whose clock is wrong. */
export function serverTime(model: DeskModel, time: number, now: number): DeskModel {
  const offset = time - now;
  return Math.abs(offset - model.view.clockOffsetMs) > toleranceMs
    ? withView(model, { clockOffsetMs: offset })
    : model;
}
