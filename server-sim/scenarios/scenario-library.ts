import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fail, type Result } from '../../contract/result.ts';
import { readScenario, type ScenarioFailure } from './read-scenario.ts';
import type { Scenario } from './scenario.ts';

/** Scenarios by the name they are shipped under, by their path, or as text. */
export interface ScenarioLibrary {
  /** A shipped name such as `billing`, or a path. */
  load(nameOrPath: string): Promise<Result<Scenario, ScenarioFailure>>;
  /** What QA sends: sound files are found from the working directory. */
  read(text: string): Result<Scenario, ScenarioFailure>;
  /** The names that are shipped. */
  names(): Promise<readonly string[]>;
}

/** @param folder where the shipped scenarios are. */
export function createScenarioLibrary(folder: string): ScenarioLibrary {
  const names = async (): Promise<readonly string[]> =>
    (await readdir(folder))
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => basename(file, '.yaml'))
      .sort();
  return {
    names,
    read: (text) => readScenario({ text, file: 'scenario', folder: process.cwd() }),
    async load(nameOrPath) {
      const shipped = await names();
      const path = shipped.includes(nameOrPath) ? join(folder, `${nameOrPath}.yaml`) : resolve(nameOrPath);
      try {
        const text = await readFile(path, 'utf8');
        return readScenario({ text, file: path, folder: dirname(path) });
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        const message = `cannot be read (${cause}); expected a YAML file, or one of the shipped ${shipped.join(', ')}`;
        return fail({ file: nameOrPath, errors: [{ line: 1, column: 1, path: '', message }] });
      }
    },
  };
}
