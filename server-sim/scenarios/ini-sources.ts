import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { IniText, ScenarioIni } from './contact-setup.ts';
import type { ScenarioIssue } from './scenario-issues.ts';
import type { ScenarioFile } from './scenario-schema.ts';

/**
 * Reads the INI files that a scenario names; one that cannot be read is told.
 *
 * @param source the scenario's own name, and the folder that its files are found from.
 */
export function readIniSources(
  file: ScenarioFile,
  source: { readonly file: string; readonly folder: string },
): { readonly texts: ScenarioIni; readonly issues: readonly ScenarioIssue[] } {
  const issues: ScenarioIssue[] = [];
  const read = (member: 'connector' | 'mediaManager'): IniText | null => {
    const written = file[member];
    if (written === null) return null;
    const { ini, text } = written;
    if (ini === undefined) return { file: `${source.file}, ${member}.text`, text: text ?? '' };
    const path = resolve(source.folder, ini);
    try {
      return { file: path, text: readFileSync(path, 'utf8') };
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      issues.push({
        path: [member, 'ini'],
        message: `cannot be read (${cause}); expected the path of an INI file`,
      });
      return null;
    }
  };
  const texts = { connector: read('connector'), mediaManager: read('mediaManager') };
  return { texts, issues };
}
