import { pathToFileURL } from 'node:url';
import type { ChromiumSession } from '../../chromium/connection.ts';
import { debugLog } from '../../core/host.ts';
import { postBinding } from '../../page/messages.ts';
import type { NavigationGate } from '../session/request-interception.ts';
import { ShellSession } from '../session/session.ts';
import { type FrameTree, preloadWorld } from './frame-tree.ts';
import type { PageScripts } from './page-scripts.ts';
import type { PageWire } from './page-wire.ts';

/** What a held page is fitted with before it runs. */
export type PageFittings = {
  readonly session: ShellSession;
  readonly gate: NavigationGate;
  readonly frames: FrameTree;
  readonly wire: PageWire;
  readonly scripts: PageScripts;
  readonly userAgent: string;
};

/** Puts everything in place on a page that Chromium still holds. The commands go out together, and in order. */
export async function fitPage(page: ChromiumSession, fittings: PageFittings): Promise<void> {
  const { scripts, userAgent } = fittings;
  fittings.wire.connect(page);
  page.on('Target.attachedToTarget', ({ sessionId }) => {
    fitChild(page.connection.session(sessionId), fittings).catch((error) =>
      debugLog('frame or worker', error),
    );
  });
  await Promise.all([
    fittings.frames.follow(page),
    page.send('Page.enable'),
    page.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    page.send('Runtime.addBinding', { name: postBinding, executionContextName: preloadWorld }),
    page.send('Runtime.enable'),
    page.send('Emulation.setUserAgentOverride', { userAgent }),
    // The page's world listens for the preload's, so it must come first.
    page.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.mainWorld }),
    page.send('Page.addScriptToEvaluateOnNewDocument', {
      source: scripts.preloadWorld,
      worldName: preloadWorld,
    }),
    page.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    ShellSession.intercept(fittings.session, page, fittings.gate),
    ShellSession.askAboutCertificates(fittings.session, page),
  ]);
}

/** A frame of another site or a worker: its requests are answered too. */
async function fitChild(child: ChromiumSession, { session, gate }: PageFittings): Promise<void> {
  await ShellSession.intercept(session, child, gate).catch((error: unknown) => debugLog('child', error));
  await child.send('Runtime.runIfWaitingForDebugger');
}

/** The user agent that Electron would send. */
export function userAgentFor(appName: string, appVersion: string, chromiumVersion: string): string {
  const app = `${appName.replace(/\s/g, '')}/${appVersion}`;
  const [major] = chromiumVersion.split('.');
  const electron = process.versions.electron ?? '';
  return (
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ' +
    `${app} Chrome/${major}.0.0.0 Electron/${electron} Safari/537.36`
  );
}

/** The address of a file as loadFile builds it. */
export function fileAddress(file: string, options: Electron.LoadFileOptions = {}): string {
  const url = pathToFileURL(file);
  if (options.search !== undefined) url.search = options.search;
  for (const [name, value] of Object.entries(options.query ?? {})) url.searchParams.set(name, String(value));
  if (options.hash !== undefined) url.hash = options.hash;
  return url.href;
}
