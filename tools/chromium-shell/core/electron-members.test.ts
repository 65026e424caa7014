import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { electronMembersOf } from './electron-members.ts';

test('the list of members is that of the installed electron.d.ts', async () => {
  const electron = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const declarations = await readFile(path.join(electron, 'electron.d.ts'), 'utf8');
  const written = await readFile(path.join(import.meta.dirname, 'electron-members.txt'), 'utf8');
  expect(written, 'run node tools/chromium-shell/core/generate-electron-members.ts').toBe(
    electronMembersOf(declarations),
  );
});

test('statics and members are told apart, nested types are left out', () => {
  const declarations = `
  class Tray extends NodeEventEmitter {
    constructor(image: string);
    static make(): Tray;
    setImage(image: string,
             other: number): void;
    readonly id: number;
  }
  interface Unlisted {
    a: number;
  }
  interface Shell {
    beep(): void;
  }
`;
  expect(electronMembersOf(declarations)).toBe('Shell: beep\nTray: id setImage\nstatic Tray: make\n');
});
