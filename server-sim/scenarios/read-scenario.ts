import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, type Scalar } from 'yaml';
import type { $ZodIssue } from 'zod/v4/core';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { Voice } from '../links/media-control.ts';
import { readIniSources } from './ini-sources.ts';
import type { Scenario } from './scenario.ts';
import { crossCheck } from './scenario-checks.ts';
import type { ScenarioIssue } from './scenario-issues.ts';
import { type ScenarioFile, scenarioFile } from './scenario-schema.ts';
import { toScenario } from './to-scenario.ts';

/** One thing wrong in a scenario, and where: line and column count from 1. */
export interface ScenarioError {
  readonly line: number;
  readonly column: number;
  /** The member's path, such as `agents[1].password`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

export interface ScenarioFailure {
  readonly file: string;
  readonly errors: readonly ScenarioError[];
}

/** How many errors are told at once: the later ones often follow from the first. */
const mostErrors = 20;

/**
 * Reads a scenario (YAML 1.2), or says what is wrong with it, where, and what was expected.
 *
 * @param source its text, the name it goes by in errors, and the folder that its sound files and INI files are found from.
 */
export function readScenario(source: {
  readonly text: string;
  readonly file: string;
  readonly folder: string;
}): Result<Scenario, ScenarioFailure> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines });
  const failed = (errors: readonly ScenarioError[]): Result<never, ScenarioFailure> =>
    fail({ file: source.file, errors: errors.slice(0, mostErrors) });
  if (document.errors.length > 0) {
    return failed(
      document.errors.map(({ pos, message }) => ({
        ...positionIn(lines, pos[0]),
        path: '',
        message: message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'not YAML',
      })),
    );
  }
  const located = (issue: ScenarioIssue): ScenarioError => ({
    ...positionIn(lines, offsetOf(document, issue)),
    path: written(issue.path),
    message: issue.message,
  });
  const values = plainValues(document);
  if (!values.ok) return failed([{ line: 1, column: 1, path: '', message: values.error }]);
  const parsed = scenarioFile.safeParse(values.value);
  if (!parsed.success) return failed(parsed.error.issues.flatMap(toIssues).map(located));
  const file = withFiles(parsed.data, source.folder);
  const ini = readIniSources(file, source);
  const issues = [...crossCheck(file), ...missingFiles(file), ...ini.issues];
  return issues.length > 0 ? failed(issues.map(located)) : ok(toScenario(file, ini.texts));
}

/** The failure as a compiler would print it: a line an error, `file:line:column: where: what`. */
export function scenarioFailureText({ file, errors }: ScenarioFailure): string {
  return errors
    .map(
      ({ line, column, path, message }) => `${file}:${line}:${column}: ${path ? `${path}: ` : ''}${message}`,
    )
    .join('\n');
}

/** Aliases that would unfold to more than anybody writes are refused by the library with an exception. */
function plainValues(document: Document.Parsed): Result<unknown, string> {
  try {
    return ok(document.toJS());
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function toIssues(issue: $ZodIssue): readonly ScenarioIssue[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: 'not known here; check the spelling',
    isKey: true,
  }));
}

/** Where in the text the member is; where it is missing, the nearest that there is. */
function offsetOf(document: Document.Parsed, { path, isKey = false }: ScenarioIssue): number {
  for (let length = path.length; length > 0; length -= 1) {
    const at = path.slice(0, length);
    const value = document.getIn(at, true);
    const key = keyOf(document, at);
    const found = key && (isKey || isMap(value) || !isNode(value)) ? key : value;
    if (isNode(found) && found.range) return found.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** The key that a path's last part is, where it is one. */
function keyOf(document: Document.Parsed, path: readonly (string | number)[]): Scalar | null {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return null;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
  return isScalar(pair?.key) ? pair.key : null;
}

function positionIn(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function written(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text ? '.' : ''}${part}`),
    '',
  );
}

/** Sound files are found from the scenario's own folder. */
function withFiles(file: ScenarioFile, folder: string): ScenarioFile {
  const found = (voice: Voice): Voice =>
    voice.type === 'file' && !isAbsolute(voice.path)
      ? { ...voice, path: resolve(folder, voice.path) }
      : voice;
  return {
    ...file,
    farEnds: file.farEnds.map((farEnd) => ({ ...farEnd, voice: found(farEnd.voice) })),
    callers: file.callers.map((caller) => ({ ...caller, voice: found(caller.voice) })),
  };
}

function missingFiles(file: ScenarioFile): readonly ScenarioIssue[] {
  return (['farEnds', 'callers'] as const).flatMap((list) =>
    file[list].flatMap(({ voice }, index) =>
      voice.type === 'file' && !existsSync(voice.path)
        ? [{ path: [list, index, 'voice', 'file'], message: `there is no file ${voice.path}` }]
        : [],
    ),
  );
}
