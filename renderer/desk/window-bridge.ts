import type { DeskBridge } from '../../contract/bridge/channels.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent where the page is opened outside the app. */
    readonly switchhook?: DeskBridge;
  }
}

export function bridgeOf(window: Window): DeskBridge | null {
  return window.switchhook ?? null;
}
