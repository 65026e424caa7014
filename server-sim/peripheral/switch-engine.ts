import { createEngine, type Engine } from '../engine.ts';
import type { ServerLog } from '../host/server-log.ts';
import type { ContactCentreClock } from '../links/switch-control.ts';
import type { SwitchState } from './core/state.ts';
import { transition } from './core/transition.ts';
import type { SwitchInput, SwitchOutput } from './messages.ts';

/** The pure switch at work. */
export type SwitchEngine = Engine<SwitchState, SwitchInput, SwitchOutput>;

export function createSwitchEngine(
  initial: SwitchState,
  clock: ContactCentreClock,
  log: ServerLog,
  perform: (output: SwitchOutput) => void,
): SwitchEngine {
  return createEngine({
    name: 'The switch',
    initial,
    transition,
    wake: { type: 'time' },
    refused: (message) => ({ type: 'refused', message }),
    clock,
    log,
    perform,
  });
}
