import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { errorCode } from '../../files/file-failure.ts';
import { logLevels } from '../../log/log.ts';
import { address, identifier, sentence, systemCode } from '../masking/leaf-rules.ts';
import type { Masks } from '../masking/masks.ts';
import type { Rule } from '../masking/rules.ts';
import type { ZipFile } from './write-zip.ts';

const logLine = z.object({
  level: z.enum(logLevels),
  time: z.string().regex(/^[0-9TZ:.-]{20,30}$/),
  fields: z.record(z.string(), z.unknown()).optional(),
  sentence: z.string(),
});

/** The fields that a bundle keeps of a log line; the log itself has more. */
const fieldRules: Readonly<Record<string, Rule<string>>> = {
  part: identifier,
  servers: identifier,
  address,
  code: systemCode,
  id: identifier,
  callId: identifier,
  sessionId: identifier,
};

/**
 * The desk's log, older files too. It is redacted when it is written, by what secrets look like; here it goes through
 * the same allow-list as the recording, for it leaves the computer.
 */
export async function maskedLog(folder: string, masks: Masks): Promise<readonly ZipFile[]> {
  const files: ZipFile[] = [];
  for (const name of await logNames(folder)) {
    const lines = createInterface({ input: createReadStream(path.join(folder, name)) });
    const masked: string[] = [];
    for await (const line of lines) masked.push(maskedLine(line, masks));
    files.push({ name: `logs/${name}`, bytes: Buffer.from(masked.join('')) });
  }
  return files;
}

async function logNames(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^desk\.log(?:\.\d)?$/.test(name)).toSorted();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function maskedLine(text: string, masks: Masks): string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return '';
  }
  const line = logLine.safeParse(data);
  if (!line.success) return '';
  const { level, time, fields = {}, sentence: said } = line.data;
  const kept = Object.entries(fields).flatMap(([name, value]) => {
    const rule = Object.hasOwn(fieldRules, name) ? fieldRules[name] : undefined;
    return rule && typeof value === 'string' ? [[name, rule(value, masks)]] : [];
  });
  const masked = { level, time, fields: Object.fromEntries(kept), sentence: sentence(said, masks) };
  return `${JSON.stringify(masked)}\n`;
}
