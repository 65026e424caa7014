import { expect, test } from 'vitest';
import { ariaShortcut, type Pressed, shortcutOf, shortcutText } from './shortcuts.ts';

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const press = (key: string, code: string, change: Partial<Pressed> = {}): Pressed => ({
  ...none,
  key,
  code,
  ...change,
});

test('Mod is Ctrl, on a Mac Cmd', () => {
  expect(shortcutOf(press('Enter', 'Enter', { ctrlKey: true }), 'linux')).toEqual({ name: 'answer' });
  expect(shortcutOf(press('Enter', 'Enter', { metaKey: true }), 'darwin')).toEqual({ name: 'answer' });
  expect(shortcutOf(press('Enter', 'Enter', { ctrlKey: true }), 'darwin')).toBeNull();
  expect(shortcutOf(press('Enter', 'Enter'), 'linux')).toBeNull();
});

test('letters need Shift too, and go by their place where the layout is not Latin', () => {
  const mod = { ctrlKey: true, shiftKey: true };
  expect(shortcutOf(press('H', 'KeyH', mod), 'win32')).toEqual({ name: 'hold' });
  expect(shortcutOf(press('h', 'KeyH', { ctrlKey: true }), 'win32')).toBeNull();
  expect(shortcutOf(press('Р', 'KeyH', mod), 'win32')).toEqual({ name: 'hold' });
  expect(shortcutOf(press('M', 'Semicolon', mod), 'win32')).toEqual({ name: 'mute' });
});

test('the settings go by the comma, wherever the layout has it', () => {
  const ctrl = { ctrlKey: true };
  const settings = { name: 'settings' };
  expect(shortcutOf(press(',', 'Comma', ctrl), 'linux')).toEqual(settings);
  expect(shortcutOf(press(',', 'KeyM', ctrl), 'win32')).toEqual(settings);
  expect(shortcutOf(press(';', 'Comma', ctrl), 'win32')).toBeNull();
  expect(shortcutOf(press('б', 'Comma', ctrl), 'win32')).toEqual(settings);
  expect(shortcutOf(press(',', 'Comma', { metaKey: true }), 'darwin')).toEqual(settings);
  expect(shortcutOf(press(',', 'Comma'), 'linux')).toBeNull();
  expect(shortcutText('settings', 'linux')).toBe('Ctrl ,');
});

test('digits choose sessions with Mod and dispositions with Alt', () => {
  expect(shortcutOf(press('2', 'Digit2', { ctrlKey: true }), 'linux')).toEqual({ name: 'session', place: 2 });
  expect(shortcutOf(press('7', 'Digit7', { ctrlKey: true }), 'linux')).toBeNull();
  expect(shortcutOf(press('¡', 'Digit1', { altKey: true }), 'darwin')).toEqual({
    name: 'disposition',
    place: 1,
  });
  expect(shortcutOf(press('2', 'Digit2', { ctrlKey: true, altKey: true }), 'linux')).toBeNull();
});

test('Ctrl+Tab and Ctrl+Page go between the sessions, on a Mac too', () => {
  const ctrl = { ctrlKey: true };
  for (const platform of ['linux', 'darwin']) {
    expect(shortcutOf(press('Tab', 'Tab', ctrl), platform)).toEqual({ name: 'neighbour', by: 1 });
    expect(shortcutOf(press('Tab', 'Tab', { ...ctrl, shiftKey: true }), platform)).toEqual({
      name: 'neighbour',
      by: -1,
    });
    expect(shortcutOf(press('PageDown', 'PageDown', ctrl), platform)).toEqual({ name: 'neighbour', by: 1 });
    expect(shortcutOf(press('PageUp', 'PageUp', ctrl), platform)).toEqual({ name: 'neighbour', by: -1 });
  }
  expect(shortcutOf(press('Tab', 'Tab'), 'linux')).toBeNull();
});

test('are written as each system writes them', () => {
  expect(shortcutText('answer', 'win32')).toBe('Ctrl ⏎');
  expect(shortcutText('hold', 'darwin')).toBe('⌘⇧H');
  expect(ariaShortcut('hold', 'linux')).toBe('Control+Shift+H');
});
