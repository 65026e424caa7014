import { parseReg } from '../sources/reg-file/parse-reg.ts';
import { registryOf } from '../sources/reg-file/reg-registry.ts';
import { nativeRegistry } from '../sources/registry/native-registry.ts';
import { readSmallFile } from '../sources/small-file.ts';
import { type LegacyServers, legacyServers } from './legacy-servers.ts';

export interface LegacyPlaces {
  /** Of which system this computer's own registry is looked through; null: of none. Only Windows has one. */
  readonly system: NodeJS.Platform | null;
  /** .reg files. */
  readonly files: readonly string[];
}

/**
 * The servers of older desktops on this computer, those of its own registry first. Never rejects: what cannot be read
 * has none, and was told where policies were read from it.
 */
export async function findLegacyServers({ system, files }: LegacyPlaces): Promise<readonly LegacyServers[]> {
  return [...(system === 'win32' ? await ofThisComputer() : []), ...files.flatMap(ofFile)];
}

async function ofThisComputer(): Promise<readonly LegacyServers[]> {
  try {
    return legacyServers(nativeRegistry(await import('native-reg')));
  } catch {
    return [];
  }
}

function ofFile(file: string): readonly LegacyServers[] {
  const bytes = readSmallFile(file);
  if (!bytes.ok || bytes.value === null) return [];
  return legacyServers(registryOf(parseReg(bytes.value))).map((found) => ({
    ...found,
    place: `${found.place} in ${file}`,
  }));
}
