import { isRecord } from './look-up.ts';

/** What a settings file holds. */
export type RawSettings = Readonly<Record<string, unknown>>;

/** Where the file says by which version of its shape it was written. */
export const schemaVersionKey = 'schemaVersion';

/** From a file of one version to one of the next; what it does not know it leaves as it is. */
type Migration = (raw: RawSettings) => RawSettings;

/**
 * In their order: the first makes version 2 of a file of version 1, which is one that says no version. A setting that
 * is renamed, or means something else from now on, has its step here; one that is new needs none.
 */
const migrations: readonly Migration[] = [withoutBlankAddresses];

/** The version that this desk reads and writes. */
export const schemaVersion = migrations.length + 1;

/** The version of a file; what is no version is the first. */
export function versionOf(raw: RawSettings): number {
  const version = raw[schemaVersionKey];
  return typeof version === 'number' && Number.isInteger(version) && version > 0 ? version : 1;
}

/** The same settings as this desk has them. Of a newer desk's file what this one knows is taken as it stands. */
export function upToDate(raw: RawSettings): RawSettings {
  const due = migrations.slice(versionOf(raw) - 1);
  if (due.length === 0) return raw;
  const migrated = due.reduce<RawSettings>((known, migrate) => migrate(known), raw);
  return { ...migrated, [schemaVersionKey]: schemaVersion };
}

/**
 * Version 1 wrote both addresses at once, a blank one where there was none. Since the source of each value is told, a
 * blank one would be "set by the user", and what is his stands above the default.
 */
function withoutBlankAddresses(raw: RawSettings): RawSettings {
  const { configurationServers: servers, ...others } = raw;
  if (!isRecord(servers)) return raw;
  const kept = Object.entries(servers).filter(
    ([side, address]) =>
      !((side === 'a' || side === 'b') && typeof address === 'string' && address.trim() === ''),
  );
  return kept.length === 0 ? others : { ...raw, configurationServers: Object.fromEntries(kept) };
}
