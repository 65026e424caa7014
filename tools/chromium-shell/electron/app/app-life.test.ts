import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import type { PreventableEvent } from '../../core/emitter.ts';
import { type RegisteredWindow, WindowRegistry } from '../window/window-registry.ts';
import { AppLife } from './app-life.ts';

function oneWindow(closes: boolean) {
  const app = new EventEmitter();
  const windows = new WindowRegistry<RegisteredWindow>();
  const window: RegisteredWindow = {
    id: 1,
    requestClose: async () => {
      if (closes) windows.remove(window);
      return closes;
    },
    focus: () => {},
    emit: () => false,
  };
  windows.add(window);
  const seen: string[] = [];
  for (const name of ['window-all-closed', 'before-quit', 'will-quit', 'quit'])
    app.on(name, () => seen.push(name));
  const ended = Promise.withResolvers<number>();
  const life = new AppLife(app, windows, async (exitCode) => ended.resolve(exitCode));
  return { app, windows, window, seen, life, ended: ended.promise };
}

test('quitting asks, closes the windows and ends, in the order of Electron', async () => {
  const { life, ended, seen } = oneWindow(true);
  life.quit();
  expect(await ended).toBe(0);
  expect(seen).toEqual(['before-quit', 'will-quit', 'quit']);
});

test('a listener of before-quit can keep the app, which may be quit again later', async () => {
  const { app, life, ended, seen } = oneWindow(true);
  app.once('before-quit', (event: PreventableEvent) => event.preventDefault());
  life.quit();
  await once(app, 'before-quit');
  await new Promise(setImmediate);
  expect(life.isQuitting).toBe(false);
  life.quit();
  await ended;
  expect(seen).toEqual(['before-quit', 'before-quit', 'will-quit', 'quit']);
});

test('a window that stays open keeps the app', async () => {
  const { app, life, seen } = oneWindow(false);
  life.quit();
  await once(app, 'before-quit');
  await new Promise(setImmediate);
  expect(life.isQuitting).toBe(false);
  expect(seen).toEqual(['before-quit']);
});

test('the last window that a person closes ends the app, unless the app listens for that', async () => {
  const silent = oneWindow(true);
  silent.app.removeAllListeners('window-all-closed');
  await silent.window.requestClose();
  expect(await silent.ended).toBe(0);

  const listening = oneWindow(true);
  const heard = once(listening.app, 'window-all-closed');
  await listening.window.requestClose();
  await heard;
  expect(listening.life.isQuitting).toBe(false);
});

test('exit asks nobody, and only the first exit counts', async () => {
  const { life, ended, seen } = oneWindow(false);
  life.exit(3);
  life.exit(4);
  expect(await ended).toBe(3);
  expect(seen).toEqual(['quit']);
});
