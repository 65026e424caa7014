import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { Desk } from './desk.ts';

/** Resolves with the desk's state as soon as it is so, which it may be already. Whoever waits brings the limit. */
export function deskWhen(
  desk: Pick<Desk, 'state' | 'onChange'>,
  is: (state: DeskState) => boolean,
): Promise<DeskState> {
  return new Promise((resolve) => {
    const look = (state: DeskState): void => {
      if (!is(state)) return;
      stop();
      resolve(state);
    };
    const stop = desk.onChange(look);
    look(desk.state());
  });
}
