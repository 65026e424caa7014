import { existsSync, renameSync } from 'node:fs';
import { format, parse } from 'node:path';
import { errorCode, reasonOf } from './file-failure.ts';

/** A damaged file was set aside, so that nothing in it is lost and the desk can go on without it. */
export interface SetAsideNotice {
  readonly file: string;
  /** Where it is now; null: it could not be moved and stays where it was. */
  readonly setAsideAs: string | null;
  /** For the agent and the log: which file, what is wrong, where it is now, what happens without it. */
  readonly message: string;
}

/** `settings.json` → `settings.damaged-20260131T080000Z.json`; `attempt` from 1 on is added where that is taken. */
export function setAsideName(file: string, at: number, attempt = 0): string {
  const { dir, name, ext } = parse(file);
  const time = new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  return format({ dir, name: `${name}.damaged-${time}${attempt === 0 ? '' : `-${attempt}`}`, ext });
}

/**
 * Moves a damaged file out of the way, at once: nobody may write over it meanwhile. `wrong` completes "It is
 * damaged: …"; `without` says, as a sentence, what the desk does now.
 */
export function setAside(file: string, wrong: string, without: string, at: number): SetAsideNotice {
  try {
    let attempt = 0;
    while (existsSync(setAsideName(file, at, attempt))) attempt += 1;
    const target = setAsideName(file, at, attempt);
    renameSync(file, target);
    return {
      file,
      setAsideAs: target,
      message: `${file} is damaged: ${wrong}. It was set aside as ${target}. ${without}`,
    };
  } catch (error) {
    const cause = errorCode(error) ?? reasonOf(error);
    return {
      file,
      setAsideAs: null,
      message: `${file} is damaged: ${wrong}. It could not be set aside (${cause}) and stays where it is. ${without}`,
    };
  }
}
