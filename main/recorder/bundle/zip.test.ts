import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readZip } from './read-zip.ts';
import { writeZip, type ZipFile } from './write-zip.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'switchhook-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = new Date(2026, 0, 31, 8, 5, 30);
const file = (name: string, text: string): ZipFile => ({ name, bytes: new TextEncoder().encode(text) });

function contentOf(archive: Uint8Array): readonly (readonly [string, string])[] {
  const read = readZip(archive);
  if (!read.ok) throw new Error(read.error);
  return read.value.map((entry) => [entry.name, new TextDecoder().decode(entry.read())]);
}

describe('an archive', () => {
  it('gives back what was put into it', async () => {
    const files = fc.array(fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string()), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(files, async (list) => {
        const archive = await writeZip(
          list.map(([name, text]) => file(name, text)),
          at,
        );
        expect(contentOf(archive)).toEqual(list);
      }),
    );
  });

  const unzip = findUnzip();
  it.skipIf(unzip === null)('is one to a program of the system too', async () => {
    const archive = path.join(folder, 'a.zip');
    writeFileSync(
      archive,
      await writeZip([file('one.txt', 'x'.repeat(5_000)), file('a/zwei ü.txt', 'z')], at),
    );
    unzip?.(archive);
    expect(readFileSync(path.join(folder, 'one.txt'), 'utf8')).toBe('x'.repeat(5_000));
    expect(readFileSync(path.join(folder, 'a', 'zwei ü.txt'), 'utf8')).toBe('z');
  });

  it('that is cut off anywhere is refused', async () => {
    const whole = await writeZip([file('a.txt', 'a'.repeat(300)), file('b.txt', 'bcd')], at);
    for (let length = 0; length < whole.length; length += 1) {
      expect(readZip(whole.subarray(0, length)).ok).toBe(false);
    }
  });

  it('whose bytes have changed gives no file as if it were whole', async () => {
    const whole = await writeZip([file('a.txt', 'abc'.repeat(100)), file('b.txt', 'stored')], at);
    const files = contentOf(whole).map(([, text]) => text);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const damaged = Uint8Array.from(whole);
        damaged[place] = (whole[place] ?? 0) ^ by;
        let texts: readonly string[] = [];
        try {
          texts = contentOf(damaged).map(([, text]) => text);
        } catch {
          return;
        }
        for (const text of texts) expect(files).toContain(text);
      }),
    );
  });
});

/** Python is on most computers of developers, `unzip` on fewer. */
function findUnzip(): ((archive: string) => void) | null {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return (archive) => execFileSync('python3', ['-m', 'zipfile', '-e', archive, folder]);
  } catch {
    return null;
  }
}
