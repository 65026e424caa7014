import type { ServerLog } from '../host/server-log.ts';
import type { ContactCentreClock } from '../links/switch-control.ts';
import type { SwitchState } from './core/state.ts';
import { type Transition, transition } from './core/transition.ts';
import type { SwitchInput, SwitchOutput } from './messages.ts';

/** The pure switch at work: it keeps the state, does what comes out, and wakes when something is due. */
export interface SwitchEngine {
  state(): SwitchState;
  /** Takes an input at once; what it brings about is done in order, also where doing it brings more inputs. */
  submit(input: SwitchInput): readonly SwitchOutput[];
  dispose(): void;
}

export function createSwitchEngine(
  initial: SwitchState,
  clock: ContactCentreClock,
  log: ServerLog,
  perform: (output: SwitchOutput) => void,
): SwitchEngine {
  let state = initial;
  let isDisposed = false;
  let timer: { readonly at: number; readonly cancel: () => void } | null = null;
  const line = createOutputLine(log, perform);

  const arm = (): void => {
    const at = isDisposed ? Number.POSITIVE_INFINITY : state.quietUntil;
    if (timer?.at === at) return;
    timer?.cancel();
    timer = at === Number.POSITIVE_INFINITY ? null : { at, cancel: clock.at(at, wake) };
  };
  const wake = (): void => {
    timer = null;
    submit({ type: 'time' });
  };
  /** A fault of the switch's own costs one input, never the tier: the state before it stands. */
  const attempt = (input: SwitchInput): Transition => {
    try {
      return transition(state, input, clock.now());
    } catch (error) {
      log.error(`The switch failed at ${input.type}`, { input, error });
      const message = `The switch failed at ${input.type}: see its log`;
      return { state, outputs: [{ type: 'refused', message }] };
    }
  };
  const submit = (input: SwitchInput): readonly SwitchOutput[] => {
    if (isDisposed) return [];
    const made = attempt(input);
    state = made.state;
    arm();
    line(made.outputs);
    return made.outputs;
  };
  return {
    state: () => state,
    submit,
    dispose() {
      isDisposed = true;
      arm();
    },
  };
}

/** Does outputs one after the other; what comes while one is being done waits for its turn. */
function createOutputLine(
  log: ServerLog,
  perform: (output: SwitchOutput) => void,
): (outputs: readonly SwitchOutput[]) => void {
  const waiting: SwitchOutput[] = [];
  let isPerforming = false;
  return (outputs) => {
    waiting.push(...outputs);
    if (isPerforming) return;
    isPerforming = true;
    for (let output = waiting.shift(); output; output = waiting.shift()) {
      try {
        perform(output);
      } catch (error) {
        log.error(`The switch could not ${output.type}`, { output, error });
      }
    }
    isPerforming = false;
  };
}
