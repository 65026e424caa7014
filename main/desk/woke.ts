import type { WakeCause } from '../wake/wake-watch.ts';
import { type DeskModel, type Step, step } from './model.ts';

/** From how long on a standstill may be why servers gave the desk up, milliseconds: it would have had to say something. */
const noticedMs = 10_000;

/** Any connection may be dead, and nobody has said so: every server is asked at once. Nothing that is shown changes. */
export function woke(model: DeskModel, cause: WakeCause, forMs: number | null, now: number): Step {
  const sentence = `${happened(cause, forMs)}: every server is asked at once whether it is there.`;
  const isNoticed = cause === 'woke' || (cause === 'held-up' && (forMs ?? 0) >= noticedMs);
  const stoodStill = isNoticed ? { at: now, forMs } : model.stoodStill;
  return step({ ...model, stoodStill }, { type: 'log', level: 'info', sentence }, { type: 'wakeServers' });
}

function happened(cause: WakeCause, forMs: number | null): string {
  switch (cause) {
    case 'woke':
      return 'The computer woke';
    case 'held-up':
      return `Switchhook did not run for ${Math.round((forMs ?? 0) / 1_000)} s`;
    case 'set-back':
      return 'The date was set back';
    case 'network-changed':
      return 'The network has changed';
  }
}
