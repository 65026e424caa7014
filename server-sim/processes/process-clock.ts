import { type ClockSetting, createClockFace } from '../control/clock.ts';
import type { RoomClock } from '../machine-room.ts';
import type { DistantSwitch } from './protocols/switch.ts';

/** The contact centre's clock where the switch has it in another process, and every server a face of it. */
export interface ProcessClock extends RoomClock {
  setting(): ClockSetting;
}

export interface ProcessClockOptions {
  /** The steady time that all processes tell alike. */
  readonly realNow: () => number;
  readonly theSwitch: () => Pick<DistantSwitch, 'hold' | 'release' | 'advance'>;
  /** Sets every server's face; resolves when they are set. */
  readonly setAll: (setting: ClockSetting) => Promise<void>;
}

export function createProcessClock({ realNow, theSwitch, setAll }: ProcessClockOptions): ProcessClock {
  const face = createClockFace(realNow);
  let current: ClockSetting = { aheadMs: 0, heldAt: null };
  const set = async (asked: Promise<ClockSetting>): Promise<void> => {
    current = await asked;
    face.set(current);
    await setAll(current);
  };
  return {
    now: () => face.now(),
    isHeld: () => face.isHeld(),
    setting: () => current,
    hold: () => set(theSwitch().hold()),
    release: () => set(theSwitch().release()),
    advance: (milliseconds) => set(theSwitch().advance(milliseconds)),
  };
}
