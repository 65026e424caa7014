import type { PhoneBridge } from '../../contract/bridge/channels.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent where the page is opened outside the app. */
    readonly switchhookPhone?: PhoneBridge;
  }
}

export function bridgeOf(window: Window): PhoneBridge | null {
  return window.switchhookPhone ?? null;
}
