import { fail } from '../../../contract/result.ts';
import type { MachineSettings } from './machine-settings.ts';

/** The policy of a Mac is what its MDM has installed: nobody else writes it, and what is written there by hand goes. */
export function macosMachine(place: string): MachineSettings {
  return {
    place,
    strongerThan: () => null,
    write: () =>
      fail({
        type: 'refused',
        message: `Managed preferences (${place}) are written by MDM alone. Put the setting into a configuration profile, for which assets/policies has a .mobileconfig to begin with, and deploy that by your MDM; or set it for the user.`,
      }),
  };
}
