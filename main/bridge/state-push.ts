import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { Timers } from '../timers.ts';

/** A window draws no more often, milliseconds: one frame at 60 Hz. */
export const frameMs = 16;
/** So many states go at once, and one more for each frame without any: what one click leads to is never kept waiting. */
export const atOnce = 4;

/** Pushes the desk's state to a window. */
export interface StatePush {
  /** At once, or, where several were pushed within this frame, at its end: by then only the newest counts. */
  show(state: DeskState): void;
  /** What waits goes now: a command's outcome does not come before the state that it led to. */
  flush(): void;
}

/**
 * A state is copied whole to the window and drawn there, which takes longer than the step that led to it: of a burst of
 * events, as after a gap, and of a stream of them, as from six busy sessions, the window gets the newest once a frame,
 * and stays usable. The recorder has every state.
 */
export function createStatePush(send: (state: DeskState) => void, timers: Timers): StatePush {
  let waiting: DeskState | null = null;
  /** Those that went before their frame; each frame makes up for one. */
  let ahead = 0;

  function push(state: DeskState): void {
    waiting = null;
    if (ahead === 0) timers.setTimeout(frameOver, frameMs);
    ahead += 1;
    send(state);
  }

  function frameOver(): void {
    ahead -= 1;
    // The next frame is waited for before what goes now, which counts for it.
    if (ahead > 0) timers.setTimeout(frameOver, frameMs);
    if (waiting) push(waiting);
  }

  return {
    show(state) {
      if (ahead < atOnce) push(state);
      else waiting = state;
    },
    flush() {
      if (waiting) push(waiting);
    },
  };
}
