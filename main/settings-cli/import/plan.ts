import { isDeepStrictEqual } from 'node:util';
import type { SettingKey } from '../../../contract/settings/declared-settings.ts';
import type { SettingValue } from '../../../contract/settings/setting.ts';
import type { SettingsContext } from '../context.ts';
import type { Sources } from '../read-sources.ts';
import { whyRefused } from '../targets.ts';
import type { Candidate } from './candidates.ts';

/** What becomes of one value of the file. */
export interface PlannedValue extends Candidate {
  /** Null: it is taken. */
  readonly why: string | null;
}

/**
 * Which values are taken for one of the two. Of two for one setting the first counts: our own before those of an older
 * desktop, the computer's before the user's. `known`: what the computer gets of the file, which locks the setting for
 * the user.
 */
export function planImport(
  candidates: readonly Candidate[],
  known: readonly PlannedValue[],
  context: Pick<SettingsContext, 'machine'>,
  sources: Sources,
): readonly PlannedValue[] {
  const planned: PlannedValue[] = [];
  for (const one of candidates) {
    const before = taken(planned, one);
    if (before && isDeepStrictEqual(before.value, one.value)) continue;
    const stronger = taken(known, one);
    const why = before
      ? `"${one.name}" (${one.at}) is not taken: "${before.name}" (${before.at}) sets ${one.key} already.`
      : stronger
        ? `"${one.name}" (${one.at}) is not taken: "${stronger.name}" (${stronger.at}) sets ${one.key} for this computer, which is stronger.`
        : whyRefused(one.key, one.value, one.target, context, sources);
    planned.push({ ...one, why });
  }
  return planned;
}

function taken(planned: readonly PlannedValue[], { key }: Candidate): PlannedValue | undefined {
  return planned.find((one) => one.key === key && one.why === null);
}

/** What is to be written. */
export function changeFor(planned: readonly PlannedValue[]): ReadonlyMap<SettingKey, SettingValue> {
  return new Map(planned.filter(({ why }) => why === null).map(({ key, value }) => [key, value] as const));
}
