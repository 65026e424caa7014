import path from 'node:path';

const dist = path.join(import.meta.dirname, 'dist');

/** The program that takes the place of Electron's executable. */
export const chromiumShellExecutable = path.join(dist, 'electron');

/**
 * The variables that put the Chromium shell in the place of Electron's executable, to be added to a process's
 * own: npm's electron and Playwright's `_electron.launch()` read the first, electron-vite the second. Without
 * them the same commands use the real Electron.
 */
export function chromiumShellEnvironment(): NodeJS.ProcessEnv {
  return { ELECTRON_OVERRIDE_DIST_PATH: dist, ELECTRON_EXEC_PATH: chromiumShellExecutable };
}
