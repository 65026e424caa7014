/**
 * Calls back if, once things have settled, nothing has the focus any more. Two frames: React Aria gives the focus of
 * a closed overlay back within one.
 */
export function whenFocusIsLost(callback: () => void): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body || document.activeElement === null) callback();
    }),
  );
}
