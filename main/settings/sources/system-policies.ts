import { userInfo } from 'node:os';
import { linuxPolicyFolder, macPolicyFolder } from '../../../contract/settings/policy-places.ts';
import { reasonOf } from '../../files/file-failure.ts';
import type { Timers } from '../../timers.ts';
import { managedPreferencesSource } from './managed-preferences.ts';
import { policyFolderSource } from './policy-folder.ts';
import { regFileSource } from './reg-file/reg-file-source.ts';
import { nativeRegistry } from './registry/native-registry.ts';
import type { PolicySource } from './source.ts';
import { windowsRegistrySource } from './windows-registry.ts';

export interface PolicyOptions {
  /** Of which system this computer's own policies count; null: of none. */
  readonly system: NodeJS.Platform | null;
  /** .reg files, the strongest first. */
  readonly files: readonly string[];
  readonly timers: Timers;
}

/** Where policies come from on this computer, the strongest first: its own, then the files that were named. */
export async function policySources({
  system,
  files,
  timers,
}: PolicyOptions): Promise<readonly PolicySource[]> {
  const own = system === null ? [] : [await systemSource(system, timers)];
  return [...own, ...files.map((file) => regFileSource(file, timers))];
}

/** One that cannot be had, as where a package lacks its binary, costs its policies and not the start. */
async function systemSource(platform: NodeJS.Platform, timers: Timers): Promise<PolicySource> {
  try {
    return await openSystemSource(platform, timers);
  } catch (error) {
    const problem = `The policies of this computer cannot be read: ${reasonOf(error)}. Install Switchhook anew.`;
    return {
      read: () => [
        { kind: 'machine-policy', place: 'the policies of this computer', entries: [], problems: [problem] },
      ],
      watch: () => () => undefined,
    };
  }
}

/** What only one system needs is loaded there alone: a start reads nothing in vain. */
async function openSystemSource(platform: NodeJS.Platform, timers: Timers): Promise<PolicySource> {
  switch (platform) {
    case 'win32':
      return windowsRegistrySource(nativeRegistry(await import('native-reg')), timers);
    case 'darwin': {
      const { parsePlist } = await import('./parse-plist.ts');
      const folder = macPolicyFolder;
      return managedPreferencesSource({ folder, user: userInfo().username, parse: parsePlist, timers });
    }
    default:
      return policyFolderSource(linuxPolicyFolder, timers);
  }
}
