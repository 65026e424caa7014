// Run after an update of Electron: node tools/chromium-shell/core/generate-electron-members.ts
import { readFile, writeFile } from 'node:fs/promises';
import { electronMembersOf } from './electron-members.ts';

const declarations = await readFile(new URL('electron.d.ts', import.meta.resolve('electron')), 'utf8');
await writeFile(new URL('electron-members.txt', import.meta.url), electronMembersOf(declarations));
