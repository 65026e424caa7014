import type { WakeCause } from '../wake/wake-watch.ts';
import { type DeskModel, type Step, step } from './model.ts';

/** Any connection may be dead, and nobody has said so: every server is asked at once. Nothing that is shown changes. */
export function woke(model: DeskModel, cause: WakeCause, forMs: number | null): Step {
  const sentence = `${happened(cause, forMs)}: every server is asked at once whether it is there.`;
  return step(model, { type: 'log', level: 'info', sentence }, { type: 'wakeServers' });
}

function happened(cause: WakeCause, forMs: number | null): string {
  switch (cause) {
    case 'woke':
      return 'The computer woke';
    case 'held-up':
      return `Switchhook did not run for ${Math.round((forMs ?? 0) / 1_000)} s`;
    case 'network-changed':
      return 'The network has changed';
  }
}
