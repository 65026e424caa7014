import type { DeskState } from '../../contract/desk/desk-state.ts';

/**
 * The tab that the agent turns to is before his eyes at once, not when main has heard of it: what he presses next is
 * meant for that session, and would else reach the one before it.
 */
export interface TabTurns {
  /** The state with the tab that he turned to, as long as it is there. */
  over(desk: DeskState): DeskState;
  /**
   * He turns to a tab.
   *
   * @param answered settles when main has carried it out, and sent the state that came of it
   */
  turnTo(sessionId: string | null, answered: Promise<unknown>): void;
}

/** @param onChange the state is to be looked at again */
export function createTabTurns(onChange: () => void): TabTurns {
  let underWay: { readonly sessionId: string | null } | null = null;
  return {
    over(desk) {
      if (underWay === null) return desk;
      const { sessionId } = underWay;
      const isThere = sessionId === null || desk.sessions.some(({ id }) => id === sessionId);
      return isThere ? { ...desk, selectedSession: sessionId } : desk;
    },
    turnTo(sessionId, answered) {
      const turn = { sessionId };
      underWay = turn;
      onChange();
      // From then on main knows better; unless he has turned again.
      const end = (): void => {
        if (underWay !== turn) return;
        underWay = null;
        onChange();
      };
      void answered.then(end, end);
    },
  };
}
