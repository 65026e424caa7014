import path from 'node:path';
import type { BrowserWindowConstructorOptions, Rectangle, WebPreferences } from 'electron';
import { NotImplementedError } from '../../core/missing.ts';
import type { ContentsPreferences } from '../contents/contents-window.ts';
import { ShellSession, sessionOf } from '../session/session.ts';

/** Preferences that would break the isolation that the shell is built on. */
const refused: ReadonlyArray<readonly [keyof WebPreferences, boolean]> = [
  ['contextIsolation', false],
  ['sandbox', false],
  ['nodeIntegration', true],
  ['nodeIntegrationInWorker', true],
  ['nodeIntegrationInSubFrames', true],
  ['webviewTag', true],
];

/** The web preferences that the shell goes by. Throws for those that it cannot have. */
export function contentsPreferences(preferences: WebPreferences = {}): ContentsPreferences {
  for (const [name, value] of refused) {
    if (preferences[name] === value) throw new NotImplementedError(`webPreferences.${name}: ${value}`);
  }
  const { preload, partition, session, additionalArguments = [], backgroundThrottling = true } = preferences;
  if (preload !== undefined && !path.isAbsolute(preload)) {
    throw new Error(`preload script must have absolute path: ${preload}`);
  }
  const given: unknown = session;
  const own = given instanceof ShellSession ? given : sessionOf(partition ?? '');
  return { preload, additionalArguments, backgroundThrottling, session: own };
}

/** Where a window opens, in pixels; Electron's default size where the app names none. */
export function initialBounds({
  x = 0,
  y = 0,
  width = 800,
  height = 600,
}: BrowserWindowConstructorOptions): Rectangle {
  return { x, y, width, height };
}
