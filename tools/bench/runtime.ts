import { createRequire } from 'node:module';
import { chromiumShellExecutable } from '../chromium-shell/environment.ts';
import { resolveChromium } from '../chromium-shell/resolve-chromium.ts';
import { electronIsPresent } from '../electron-binary.ts';

/** The program that runs an app: Electron's own binary where it is present, the Chromium shell where it is not. */
export function runtimeExecutable(): string {
  // Outside of Electron, its package is the path of its binary.
  return electronIsPresent()
    ? String(createRequire(import.meta.url)('electron') as unknown)
    : chromiumShellExecutable;
}

/** What it is, for whoever reads the figures: they are the product's own only on Electron's binary. */
export async function runtimeName(): Promise<string> {
  if (electronIsPresent()) return "Electron's own binary";
  const { path } = await resolveChromium();
  return `the Chromium shell over ${path}`;
}
