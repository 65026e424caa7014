import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../run-step.ts';
import { icnsFile, icoFile, icoSizes } from './icon-files.ts';

function icon(name: string): Promise<Buffer> {
  return readFile(path.join(root, 'assets', 'icons', name));
}

/** The edge of a picture in PNG, of its IHDR. */
function edge(png: Buffer): number {
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  return png.readUInt32BE(16);
}

test('the icon of Windows has a picture of each size, where its entry says', async () => {
  const file = await icon('switchhook.ico');
  expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1]);
  const sizes = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const offset = file.readUInt32LE(at + 12);
    const size = edge(file.subarray(offset, offset + file.readUInt32LE(at + 8)));
    expect(file.readUInt8(at) || 256).toBe(size);
    return size;
  });
  expect(sizes).toEqual(icoSizes);
});

test('the icon of macOS has each type that it asks for, in its size', async () => {
  const file = await icon('switchhook.icns');
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const sizes = new Map<string, number>();
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    sizes.set(file.toString('latin1', at, at + 4), edge(file.subarray(at + 8)));
  }
  expect(Object.fromEntries(sizes)).toEqual({
    icp4: 16,
    icp5: 32,
    ic07: 128,
    ic08: 256,
    ic09: 512,
    ic10: 1024,
    ic11: 32,
    ic12: 64,
    ic13: 256,
    ic14: 512,
  });
});

test('a size that was not drawn is named', () => {
  expect(() => icoFile([{ size: 16, png: Buffer.from('') }])).toThrow('There is no picture of 24 pixels.');
  expect(() => icnsFile([])).toThrow('There is no picture of 16 pixels.');
});
