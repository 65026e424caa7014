import type { Page } from '@playwright/test';
import type { DeskBridge } from '../../../contract/bridge/channels.ts';

/** Nobody waits longer for a call, milliseconds. */
const limitMs = 10_000;

/**
 * When the desk rings, by this computer's clock: the frame in which the ringing popover of that caller is drawn and the
 * phone has the call. The CTI server's event often draws the popover before the INVITE has come; what could not be
 * answered by SIP yet is no ringing.
 */
export function deskRings(page: Page, caller: string): Promise<number> {
  return page.evaluate(
    async ({ name, limit }) => {
      const { whenDrawn, byComputersClock } = window.benchTools;
      const bridge: DeskBridge | undefined = Reflect.get(window, 'switchhook');
      if (!bridge) throw new Error('The desk window has no bridge to main.');
      const popover = `section[aria-label="Incoming call from ${name}"]`;
      let phoneRings = false;
      const rings = (): boolean => phoneRings && document.querySelector(popover) !== null;
      const drawn = whenDrawn(rings, limit, (look) =>
        bridge.onState(({ sessions }) => {
          phoneRings = sessions.some(
            (session) => session.kind === 'voice' && session.phone?.phase === 'ringing',
          );
          look();
        }),
      );
      return byComputersClock(await drawn);
    },
    { name: caller, limit: limitMs },
  );
}
