import type { WebContents } from 'electron';
import { NotImplementedError } from '../../core/missing.ts';

/** The app's answer to window.open and to links with a target. */
export type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

/** What a page wants to open. */
export type WantedWindow = {
  readonly url: string;
  readonly frameName: string;
  readonly features: string;
  /** Address of the page that asks. */
  readonly opener: string;
};

/** Asks the app's handler, which is to deny: the shell opens no window that the app has not made itself. */
export function openWindow(handler: OpenHandler | undefined, wanted: WantedWindow): void {
  const { url, frameName, features, opener } = wanted;
  const disposition = features === '' ? 'foreground-tab' : 'new-window';
  const referrer = { url: opener, policy: 'default' } as const;
  const answer = handler?.({ url, frameName, features, disposition, referrer });
  if (answer?.action !== 'deny') {
    throw new NotImplementedError(
      `opening ${url} (window.open without a setWindowOpenHandler that denies it)`,
    );
  }
}
