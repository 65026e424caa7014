import { readFileSync } from 'node:fs';
import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import { errorCode, fileFailure } from '../files/file-failure.ts';
import { parseJson } from '../files/json-file.ts';
import { type Resolved, resolve } from '../settings/layers/in-force.ts';
import type { Layer } from '../settings/layers/layer.ts';
import { layersOfOwnFile, toldAddresses } from '../settings/layers/own-file.ts';
import { type OwnLines, ownLines } from '../settings/layers/own-lines.ts';
import { isRecord } from '../settings/look-up.ts';
import { upToDate } from '../settings/migrations.ts';
import { readRemembered } from '../settings/remembered.ts';
import { whyReadOnly } from '../settings/settings-file.ts';
import type { PolicySource } from '../settings/sources/source.ts';

/** What all sources say, read once and without changing any: a damaged file stays where it is. */
export interface Sources {
  /** Strongest first within a kind. */
  readonly layers: readonly Layer[];
  readonly resolved: Resolved;
  /** The addresses that the cluster told last, whether they count or not. */
  readonly told: ReadonlyMap<SettingKey, string>;
  /** Every problem of every source, a sentence each. */
  readonly problems: readonly { readonly place: string; readonly message: string }[];
}

export function readSources(file: string, policies: readonly PolicySource[]): Sources {
  const own = readOwnFile(file);
  const { remembered, problems } = readRemembered(own.raw, file, own.lines);
  const layers = [
    ...policies.flatMap((source) => source.read()),
    ...layersOfOwnFile(own.raw, file, remembered.toldByCluster, own.lines).map((layer) =>
      layer.kind === 'user' ? { ...layer, problems: [...own.problems, ...layer.problems] } : layer,
    ),
  ];
  const resolved = resolve(layers);
  return {
    layers,
    resolved,
    told: toldAddresses(remembered.toldByCluster),
    problems: [
      ...resolved.problems.map(({ place, message }) => ({ place, message })),
      ...problems.map(({ message }) => ({ place: file, message })),
    ],
  };
}

interface OwnFile {
  readonly raw: Readonly<Record<string, unknown>>;
  readonly lines: OwnLines;
  readonly problems: readonly string[];
}

function readOwnFile(file: string): OwnFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return {
      raw: {},
      lines: new Map(),
      problems: errorCode(error) === 'ENOENT' ? [] : [fileFailure('read', file, error).message],
    };
  }
  const parsed = parseJson(text);
  if (parsed.ok && isRecord(parsed.value)) {
    const readOnly = whyReadOnly(parsed.value, file);
    return {
      raw: upToDate(parsed.value),
      lines: ownLines(text),
      problems: readOnly === null ? [] : [readOnly],
    };
  }
  const wrong = parsed.ok ? 'it holds no object' : parsed.error;
  return {
    raw: {},
    lines: new Map(),
    problems: [
      `${file} is damaged: ${wrong}. The desk sets it aside at its next start, and uses its defaults.`,
    ],
  };
}
