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
    const why =
      whyNot(one, before, planned, known) ?? whyRefused(one.key, one.value, one.target, context, sources);
    planned.push({
      ...one,
      why: why === null ? null : `"${one.name}" (${one.at}) is not taken: ${why}`,
    });
  }
  return planned;
}

/** What of the same file is in its way; null: nothing. */
function whyNot(
  one: Candidate,
  before: PlannedValue | undefined,
  planned: readonly PlannedValue[],
  known: readonly PlannedValue[],
): string | null {
  if (before) return `"${before.name}" (${before.at}) sets ${one.key} already.`;
  const stronger = taken(known, one);
  if (stronger) {
    return `"${stronger.name}" (${stronger.at}) sets ${one.key} for this computer, which is stronger.`;
  }
  const other = one.legacy === null ? undefined : otherPair(planned, one.legacy);
  return other
    ? `"${other.name}" (${other.at}) sets ${other.key}, and servers of two systems make no pair.`
    : null;
}

/** An address that is taken from elsewhere. */
function otherPair(planned: readonly PlannedValue[], legacy: string): PlannedValue | undefined {
  return planned.find((one) => one.why === null && addresses.includes(one.key) && one.legacy !== legacy);
}

const addresses: readonly SettingKey[] = ['configurationServers.a', 'configurationServers.b'];

function taken(planned: readonly PlannedValue[], { key }: Candidate): PlannedValue | undefined {
  return planned.find((one) => one.key === key && one.why === null);
}

/** What is to be written. */
export function changeFor(planned: readonly PlannedValue[]): ReadonlyMap<SettingKey, SettingValue> {
  return new Map(planned.filter(({ why }) => why === null).map(({ key, value }) => [key, value] as const));
}
