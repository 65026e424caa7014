import type { ServerLog } from './host/server-log.ts';
import type { ContactCentreClock } from './links/switch-control.ts';

/** A pure transition at work: it keeps the state, does what comes out, and wakes when something is due. */
export interface Engine<State, Input, Output> {
  state(): State;
  /** Takes an input at once; what it brings about is done in order, also where doing it brings more inputs. */
  submit(input: Input): readonly Output[];
  dispose(): void;
}

export interface EngineOptions<State, Input, Output> {
  /** What it is, for its log: `The switch`. */
  readonly name: string;
  readonly initial: State;
  readonly transition: (
    state: State,
    input: Input,
    now: number,
  ) => { readonly state: State; readonly outputs: readonly Output[] };
  /** Time went by. */
  readonly wake: Input;
  /** The answer to an input that failed. */
  readonly refused: (message: string) => Output;
  readonly clock: ContactCentreClock;
  readonly log: ServerLog;
  readonly perform: (output: Output) => void;
}

export function createEngine<
  State extends { readonly quietUntil: number },
  Input extends { readonly type: string },
  Output extends { readonly type: string },
>(options: EngineOptions<State, Input, Output>): Engine<State, Input, Output> {
  const { name, clock, log } = options;
  let state = options.initial;
  let isDisposed = false;
  let timer: { readonly at: number; readonly cancel: () => void } | null = null;
  const line = createOutputLine(name, log, options.perform);

  const arm = (): void => {
    const at = isDisposed ? Number.POSITIVE_INFINITY : state.quietUntil;
    if (timer?.at === at) return;
    timer?.cancel();
    timer = at === Number.POSITIVE_INFINITY ? null : { at, cancel: clock.at(at, wake) };
  };
  const wake = (): void => {
    timer = null;
    submit(options.wake);
  };
  /** A fault of its own costs one input, never the tier: the state before it stands. */
  const attempt = (input: Input): ReturnType<typeof options.transition> => {
    try {
      return options.transition(state, input, clock.now());
    } catch (error) {
      log.error(`${name} failed at ${input.type}`, { input, error });
      return { state, outputs: [options.refused(`${name} failed at ${input.type}: see its log`)] };
    }
  };
  const submit = (input: Input): readonly Output[] => {
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
function createOutputLine<Output extends { readonly type: string }>(
  name: string,
  log: ServerLog,
  perform: (output: Output) => void,
): (outputs: readonly Output[]) => void {
  const waiting: Output[] = [];
  let isPerforming = false;
  return (outputs) => {
    waiting.push(...outputs);
    if (isPerforming) return;
    isPerforming = true;
    for (let output = waiting.shift(); output; output = waiting.shift()) {
      try {
        perform(output);
      } catch (error) {
        log.error(`${name} could not ${output.type}`, { output, error });
      }
    }
    isPerforming = false;
  };
}
