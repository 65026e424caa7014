import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { electronVersion } from './start/electron-version.ts';

/**
 * Writes what electron-builder takes for Electron's distribution, where its binary is absent: an executable that runs the
 * app beside it on this project's Chromium shell. So a package made of it runs on this computer alone, with the project
 * where it is.
 */
export async function writePackagedDist(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'version'), electronVersion());
  const launch = quoted(path.join(import.meta.dirname, 'start/launch-packaged.ts'));
  const node = quoted(process.execPath);
  const script = [
    '#!/bin/sh',
    '# Stands for Electron’s executable in a package that was made without it.',
    `if [ -n "$ELECTRON_RUN_AS_NODE" ]; then exec ${node} "$@"; fi`,
    `exec ${node} ${launch} "$(readlink -f -- "$0")" "$@"`,
    '',
  ];
  await writeFile(path.join(folder, 'electron'), script.join('\n'), { mode: 0o755 });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
