import { expect, test } from 'vitest';
import { choosable, deviceToUse, type FoundDevice, withLabels } from './device-choice.ts';

const builtIn: FoundDevice = { deviceId: 'built-in', groupId: 'board', label: 'Built-in microphone' };
const headset: FoundDevice = { deviceId: 'headset', groupId: 'usb', label: 'Jabra Evolve2' };
const standIn: FoundDevice = {
  deviceId: 'default',
  groupId: 'board',
  label: 'Default - Built-in microphone',
};
const found = [standIn, builtIn, headset];

test('the chosen device where it is there', () => {
  expect(deviceToUse(found, 'headset', {})).toBe(headset);
});

test('the same headset in another socket, known by its label', () => {
  const moved = { ...headset, deviceId: 'headset-in-another-socket' };
  const labels = withLabels({}, found);
  expect(deviceToUse([standIn, builtIn, moved], 'headset', labels)).toBe(moved);
});

test('pulled out, the default; plugged in again, the chosen one again', () => {
  const labels = withLabels({}, found);
  expect(deviceToUse([standIn, builtIn], 'headset', labels)).toBe(builtIn);
  expect(deviceToUse(found, 'headset', labels)).toBe(headset);
});

test("no choice: the computer's default, whichever it is now", () => {
  expect(deviceToUse(found, null, {})).toBe(builtIn);
  const other = { ...standIn, groupId: 'usb', label: 'Default - Jabra Evolve2' };
  expect(deviceToUse([other, builtIn, headset], null, {})).toBe(headset);
});

test('a group of two: the one that the stand-in is named after', () => {
  const mono = { ...headset, deviceId: 'mono', label: 'Jabra hands-free' };
  const other = { deviceId: 'default', groupId: 'usb', label: 'Default - Jabra Evolve2' };
  expect(deviceToUse([other, mono, headset], null, {})).toBe(headset);
});

test('no devices, or none with a label', () => {
  expect(deviceToUse([], 'headset', { headset: 'Jabra Evolve2' })).toBeNull();
  const nameless = { deviceId: 'other', groupId: '', label: '' };
  expect(deviceToUse([standIn, builtIn, nameless], 'headset', { headset: '' })).toBe(builtIn);
  expect(withLabels({ headset: 'Jabra' }, [nameless])).toEqual({ headset: 'Jabra' });
});

test('a default that no real device can be told to be is used, and offered, as itself', () => {
  const unknown = { deviceId: 'default', groupId: 'other', label: 'Default' };
  expect(deviceToUse([unknown, builtIn, headset], null, {})).toBe(unknown);
  expect(choosable([unknown, builtIn]).map(({ id }) => id)).toEqual(['default', 'built-in']);
});

test('stand-ins are not offered beside the real devices that they stand for', () => {
  expect(choosable(found).map(({ id }) => id)).toEqual(['built-in', 'headset']);
  expect(choosable([standIn]).map(({ id }) => id)).toEqual(['default']);
  expect(choosable([])).toEqual([]);
});
