import { windowsPolicyKey } from '../../../../contract/settings/policy-places.ts';
import type { Layer } from '../../layers/layer.ts';
import { firstNamed } from '../../layers/most-named.ts';
import { sameInRegistry } from '../registry/registry.ts';
import { policyHives, registryLayer } from '../registry/registry-layer.ts';
import type { RegFile, RegKey } from './reg-file.ts';
import { isAtOrBelow, registryOf } from './reg-registry.ts';

/** The policies of a .reg file: of the machine below HKEY_LOCAL_MACHINE, of the user below HKEY_CURRENT_USER. */
export function regPolicies(file: RegFile, place: string): readonly Layer[] {
  const registry = registryOf(file);
  const ofTheFile = [...brokenLines(file, place), ...strayKeys(file, place), ...removedKeys(file, place)];
  return policyHives.map(({ hive, kind }) => {
    const problems = [...(hive === 'HKLM' ? ofTheFile : []), ...repeatedKeys(file, hive, place)];
    return registryLayer({ kind, place }, registry.values(hive, windowsPolicyKey) ?? [], problems);
  });
}

function brokenLines({ problems }: RegFile, place: string): readonly string[] {
  return firstNamed(
    problems,
    ({ line, expected }) => `Line ${line} of ${place} is passed over: ${expected}.`,
    (count) => `${count} more lines of ${place} are passed over.`,
  );
}

/** `SOFTWARE\\Policies\\Switchhook` wherever it stands, and what a slip of the hand makes of it. */
const maybeOurs = /(?:^|\\)policies\\switchhook(?:\\|$)|^software\\(?:[^\\]+\\){0,2}switchhook(?:\\|$)/i;

/** Keys that look as if they were meant for the desk, and are not read: other hives, `WOW6432Node`, keys below. */
function strayKeys({ keys }: RegFile, place: string): readonly string[] {
  const strays = keys
    .filter(({ path, values }) => values.length > 0 && maybeOurs.test(path))
    .filter((key) => !(isPolicyHive(key) && sameInRegistry(key.path, windowsPolicyKey)));
  return firstNamed(
    strays,
    (key) => {
      const why =
        isPolicyHive(key) && isAtOrBelow(key.path, windowsPolicyKey)
          ? 'it is below that of the policies, where none are'
          : `policies are read from HKEY_LOCAL_MACHINE\\${windowsPolicyKey} and HKEY_CURRENT_USER\\${windowsPolicyKey}`;
      return `The key in line ${key.line} of ${place} is not used: ${why}.`;
    },
    (count) => `${count} more keys of ${place} are not used.`,
  );
}

/** Values below `[-KEY]`: regedit passes over them too. */
function removedKeys({ keys }: RegFile, place: string): readonly string[] {
  return keys
    .filter(({ isRemoved, values }) => isRemoved && values.length > 0)
    .filter((key) => isPolicyHive(key) && sameInRegistry(key.path, windowsPolicyKey))
    .map(
      ({ line }) => `The values below line ${line} of ${place} are not used: that line removes their key.`,
    );
}

function isPolicyHive({ hive }: RegKey): boolean {
  return policyHives.some((one) => one.hive === hive);
}

function repeatedKeys({ keys }: RegFile, hive: 'HKLM' | 'HKCU', place: string): readonly string[] {
  const ours = keys.filter(
    (key) => key.hive === hive && !key.isRemoved && sameInRegistry(key.path, windowsPolicyKey),
  );
  return firstNamed(
    ours.slice(1),
    ({ line }) =>
      `The key in line ${line} of ${place} is there before: of values that are in both, the later counts.`,
    (count) => `${count} more keys of ${place} are there before.`,
  );
}
