import { fail, ok, type Result } from '../../contract/result.ts';
import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import type { SettingsContext } from './context.ts';
import type { MachineChange, MachineFailure } from './machine/machine-settings.ts';
import type { Target } from './targets.ts';
import { writeUserSettings } from './user-settings.ts';

export interface Written {
  readonly place: string;
  /** A damaged file was set aside on the way. */
  readonly notices: readonly string[];
  /** What is not on disk, for a policy has locked it meanwhile: why, by key. */
  readonly refused: ReadonlyMap<SettingKey, string>;
}

/** Writes what has been found allowed, for the computer or the user. */
export function writeSettings(
  context: SettingsContext,
  target: Target,
  change: MachineChange,
): Result<Written, MachineFailure> {
  if (target === 'machine') {
    const written = context.machine.write(change);
    return written.ok ? ok({ place: context.machine.place, notices: [], refused: new Map() }) : written;
  }
  const written = writeUserSettings(context, change);
  if (!written.ok) return fail({ type: 'not-written', message: written.error });
  const { value: refusals, notices } = written.value;
  return ok({ place: context.file, notices, refused: refusals });
}
