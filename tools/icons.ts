import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { resolveChromium } from './chromium-shell/resolve-chromium.ts';
import { icnsFile, icnsSizes, icoFile, icoSizes, type SizedPicture } from './package/icon-files.ts';
import { root } from './run-step.ts';

const folder = path.join(root, 'assets', 'icons');

/**
 * Writes the icons of Windows and macOS from switchhook.svg, once it has changed: electron-builder would fetch a tool for
 * it. They are checked in, for no two Chromiums draw the same bytes.
 */
async function writeIcons(): Promise<void> {
  const svg = await readFile(path.join(folder, 'switchhook.svg'), 'utf8');
  const pictures = await draw(svg, [...new Set([...icoSizes, ...icnsSizes])]);
  for (const [name, content] of [
    ['switchhook.ico', icoFile(pictures)],
    ['switchhook.icns', icnsFile(pictures)],
  ] as const) {
    await writeFile(path.join(folder, name), content);
    process.stdout.write(`assets/icons/${name}\n`);
  }
}

async function draw(svg: string, sizes: readonly number[]): Promise<readonly SizedPicture[]> {
  const { path: executablePath } = await resolveChromium();
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  const pictures: SizedPicture[] = [];
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${svg}`);
    pictures.push({ size, png: await page.screenshot({ omitBackground: true }) });
    await page.close();
  }
  await browser.close();
  return pictures;
}

await writeIcons();
