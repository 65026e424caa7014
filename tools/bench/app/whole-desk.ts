import type { Page } from '@playwright/test';
import type { DeskBridge } from '../../../contract/bridge/channels.ts';

/** Nobody waits longer for a login, milliseconds. */
const limitMs = 20_000;

/**
 * Waits in the desk window for a click and for what follows it, and resolves with the milliseconds between: from the
 * input event to the frame that shows the whole desk. Both are by the window's own clock: nothing of the bench is in it.
 *
 * Whole is: the plate says Not Ready, every service that is wanted answers, and the phone is registered. The jacks
 * leave the phone out as long as its registration has not begun, so that comes from the desk's state.
 */
export function millisecondsToWholeDesk(page: Page): Promise<number> {
  return page.evaluate(async (limit) => {
    const bridge: DeskBridge | undefined = Reflect.get(window, 'switchhook');
    if (!bridge) throw new Error('The desk window has no bridge to main.');
    const text = (selector: string): string => document.querySelector(selector)?.textContent ?? '';
    let isRegistered = false;
    const isWhole = (): boolean =>
      isRegistered && text('.plate').includes('Not Ready') && text('.connections-words').startsWith('All ');
    const clicked = window.benchTools.nextClick();
    const whole = window.benchTools.whenDrawn(isWhole, limit, (look) =>
      bridge.onState(({ login, phone }) => {
        isRegistered = login.phase === 'logged-in' && phone.registration === 'registered';
        look();
      }),
    );
    return (await whole) - (await clicked);
  }, limitMs);
}
