import { isDeepStrictEqual } from 'node:util';
import type { SettingKey } from '../../../contract/settings/declared-settings.ts';
import type { SettingValue } from '../../../contract/settings/setting.ts';
import type { SettingsContext } from '../context.ts';
import type { Sources } from '../read-sources.ts';
import { type Target, whyRefused } from '../targets.ts';
import type { Candidate } from './candidates.ts';

/** What becomes of one value of the file. */
export interface PlannedValue extends Candidate {
  /** Null: it is taken. */
  readonly why: string | null;
}

/**
 * Which values are taken, and for whom: as the file means them, or all for the one that was asked for. Of two for one
 * setting the first counts: our own before those of an older desktop, the computer's before the user's.
 */
export function planImport(
  candidates: readonly Candidate[],
  asked: Target | null,
  context: Pick<SettingsContext, 'machine'>,
  sources: Sources,
): readonly PlannedValue[] {
  const planned: PlannedValue[] = [];
  for (const candidate of candidates) {
    const one = { ...candidate, target: asked ?? candidate.target };
    const before = planned.find(
      ({ key, target, why }) => key === one.key && target === one.target && why === null,
    );
    if (before && isDeepStrictEqual(before.value, one.value)) continue;
    const why = before
      ? `"${one.name}" (${one.at}) is not taken: "${before.name}" (${before.at}) sets ${one.key} already.`
      : whyRefused(one.key, one.value, one.target, context, sources);
    planned.push({ ...one, why });
  }
  return planned;
}

/** What is to be written for one of the two. */
export function changeFor(
  planned: readonly PlannedValue[],
  target: Target,
): ReadonlyMap<SettingKey, SettingValue> {
  return new Map(
    planned
      .filter((one) => one.target === target && one.why === null)
      .map(({ key, value }) => [key, value] as const),
  );
}
