import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { fail, ok, type Result } from '../../../contract/result.ts';
import { keyOfPolicy, policyName } from '../../../contract/settings/declared-settings.ts';
import { errorCode, fileFailure } from '../../files/file-failure.ts';
import { exclusively } from '../../files/file-lock.ts';
import { parseJson } from '../../files/json-file.ts';
import { resolve } from '../../settings/layers/in-force.ts';
import { isRecord } from '../../settings/look-up.ts';
import type { MachineChange, MachineFailure, MachineSettings } from './machine-settings.ts';

/** Of the files in the folder of policies, ours: those whose names come later are stronger. */
const fileName = '50-switchhook-settings.json';

/** The policy of a Linux computer: a file of our own in the folder that others, such as a deployment, write to too. */
export function linuxMachine(folder: string): MachineSettings {
  const place = join(folder, fileName);
  return {
    place,
    strongerThan: (key, layers) =>
      layers.find(
        (layer) =>
          layer.kind === 'machine-policy' &&
          dirname(layer.place) === folder &&
          basename(layer.place) > fileName &&
          resolve([layer]).settings[key].source !== 'default',
      ) ?? null,
    write: (change) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o755 });
      } catch (error) {
        return fail(notWritten(place, error));
      }
      return exclusively(place, () => {
        removeLeft(folder);
        return rewrite(place, change);
      });
    },
  };
}

/** As old as no write takes, milliseconds. */
const leftAfterMs = 60_000;

/** What commands that were killed while they wrote have left; that it stays does no harm. */
function removeLeft(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      // As write-file-atomic names what it writes first.
      if (!name.startsWith(`${fileName}.`) || !/^\d+$/.test(name.slice(fileName.length + 1))) continue;
      const left = join(folder, name);
      if (Date.now() - statSync(left).mtimeMs > leftAfterMs) rmSync(left, { force: true });
    }
  } catch {
    // Another command has removed it, or whoever may not write here is told so by his own write.
  }
}

function rewrite(place: string, change: MachineChange): Result<null, MachineFailure> {
  const before = readObject(place);
  if (!before.ok) return before;
  const kept = Object.entries(before.value).filter(([name]) => {
    const key = keyOfPolicy(name);
    return key === null || !change.has(key);
  });
  const set = [...change].flatMap(([key, value]) => (value === null ? [] : [[policyName(key), value]]));
  const text = `${JSON.stringify(Object.fromEntries([...kept, ...set]), null, 2)}\n`;
  try {
    writeFileAtomic.sync(place, text, { mode: 0o644 });
    return ok(null);
  } catch (error) {
    return fail(notWritten(place, error));
  }
}

function readObject(place: string): Result<Readonly<Record<string, unknown>>, MachineFailure> {
  let text: string;
  try {
    text = readFileSync(place, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok({});
    return fail({ type: 'not-written', message: fileFailure('read', place, error).message });
  }
  const parsed = parseJson(text);
  if (parsed.ok && isRecord(parsed.value)) return ok(parsed.value);
  const wrong = parsed.ok ? 'it holds no object' : parsed.error;
  return fail({
    type: 'not-written',
    message: `${place} is damaged: ${wrong}. Nothing was written over it; correct or remove it first.`,
  });
}

function notWritten(place: string, error: unknown): MachineFailure {
  const { code, message } = fileFailure('write', place, error);
  const asRoot = code === 'EACCES' || code === 'EPERM' ? ' Run the command as root (sudo).' : '';
  return { type: 'not-written', message: `${message}${asRoot}` };
}
