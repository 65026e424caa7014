import { app, type Session, session, type WebContents } from 'electron';
import type { Log } from '../log/log.ts';
import { isOwnPage } from './app-protocol.ts';

/**
 * What no page may do, whatever it loads: leave the app, open windows, embed others, or use a permission other than
 * the phone window's microphone (and speakers it may choose).
 */
export function hardenPages(phone: () => WebContents | null, log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      if (isOwnPage(url) && url === contents.getURL()) return;
      event.preventDefault();
      log.warn(`A page wanted to go to ${originOf(url)}; refused.`);
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      log.warn(`A page wanted to open a window for ${originOf(url)}; refused.`);
      return { action: 'deny' };
    });
  });
  limitPermissions(session.defaultSession, phone);
}

const allowed: ReadonlySet<string> = new Set(['media', 'speaker-selection']);

function limitPermissions(of: Session, phone: () => WebContents | null): void {
  of.setPermissionRequestHandler((contents, permission, answer) => {
    answer(allowed.has(permission) && contents.id === phone()?.id && isOwnPage(contents.getURL()));
  });
  of.setPermissionCheckHandler((contents, permission) => {
    return allowed.has(permission) && contents !== null && contents.id === phone()?.id;
  });
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'an address that is none';
}
