import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { TimerHandle, Timers } from '../timers.ts';

/** A window draws no more often, milliseconds: one frame at 60 Hz. */
export const frameMs = 16;

/** Pushes the desk's state to a window. */
export interface StatePush {
  /** At once, or, where a state was pushed within this frame, at its end: by then only the newest counts. */
  show(state: DeskState): void;
  /** What waits goes now: a command's outcome does not come before the state that it led to. */
  flush(): void;
}

/**
 * A state is copied whole to the window and drawn there, which takes longer than the step that led to it: of a burst of
 * events, as after a gap, the window gets the newest once a frame, and stays usable. The recorder has every state.
 */
export function createStatePush(send: (state: DeskState) => void, timers: Timers): StatePush {
  let frame: TimerHandle = null;
  let waiting: DeskState | null = null;

  function push(state: DeskState): void {
    waiting = null;
    frame = timers.setTimeout(frameOver, frameMs);
    send(state);
  }

  function frameOver(): void {
    frame = null;
    if (waiting) push(waiting);
  }

  return {
    show(state) {
      if (frame === null) push(state);
      else waiting = state;
    },
    flush() {
      if (!waiting) return;
      timers.clearTimeout(frame);
      push(waiting);
    },
  };
}
