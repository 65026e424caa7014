import { windowsPolicyKey } from '../../../contract/settings/policy-places.ts';
import { reasonOf } from '../../files/file-failure.ts';
import type { Timers } from '../../timers.ts';
import type { Layer } from '../layers/layer.ts';
import type { Registry } from './registry/registry.ts';
import { policyHives, registryLayer } from './registry/registry-layer.ts';
import type { PolicySource } from './source.ts';
import { watchedSource } from './watched-source.ts';

/**
 * Policies from the computer's registry. It is asked every five seconds whether it says something else: the library
 * tells nothing of changes, and two keys with a handful of values cost next to nothing.
 */
export function windowsRegistrySource(registry: Registry, timers: Timers): PolicySource {
  const read = (): readonly Layer[] => policyHives.map((one) => readHive(registry, one));
  return watchedSource({ read, state: () => JSON.stringify(read()), folders: [], timers });
}

function readHive(registry: Registry, { hive, kind }: (typeof policyHives)[number]): Layer {
  const place = `${hive}\\${windowsPolicyKey}`;
  try {
    return registryLayer({ kind, place }, registry.values(hive, windowsPolicyKey) ?? [], []);
  } catch (error) {
    const problem = `Could not read ${place}: ${reasonOf(error)}. No policy is taken from it.`;
    return { kind, place, entries: [], problems: [problem] };
  }
}
