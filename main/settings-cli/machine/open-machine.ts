import { fail } from '../../../contract/result.ts';
import { linuxPolicyFolder, windowsPolicyKey } from '../../../contract/settings/policy-places.ts';
import { reasonOf } from '../../files/file-failure.ts';
import { linuxMachine } from './linux-machine.ts';
import type { MachineSettings } from './machine-settings.ts';

/** Where the policy of this computer is written. */
export async function openMachine(platform: NodeJS.Platform): Promise<MachineSettings> {
  switch (platform) {
    case 'win32':
      return openWindows();
    case 'darwin': {
      const { macosMachine } = await import('./macos-machine.ts');
      return macosMachine('/Library/Managed Preferences/com.switchhook.desktop.plist');
    }
    default:
      return linuxMachine(linuxPolicyFolder);
  }
}

/** Where the library lacks its binary, all but writing works. */
async function openWindows(): Promise<MachineSettings> {
  try {
    const { windowsMachine } = await import('./windows-machine.ts');
    return windowsMachine(await import('native-reg'));
  } catch (error) {
    const message = `The registry cannot be written: ${reasonOf(error)}. Install Switchhook anew.`;
    return {
      place: `HKLM\\${windowsPolicyKey}`,
      strongerThan: () => null,
      write: () => fail({ type: 'not-written', message }),
    };
  }
}
