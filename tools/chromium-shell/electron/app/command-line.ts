import type { CommandLine } from 'electron';
import { addSwitch } from '../../chromium/chromium-switches.ts';
import { host } from '../../core/host.ts';
import { refuseMissing } from '../../core/missing.ts';

/** `app.commandLine`: what is appended before the app is ready reaches Chromium. */
export const commandLine: CommandLine = refuseMissing('CommandLine', {
  appendSwitch: (name: string, value = '') => addSwitch(host.switches, name, value),
  hasSwitch: (name: string) => host.switches.has(name),
  getSwitchValue: (name: string) => host.switches.get(name) ?? '',
  removeSwitch: (name: string) => {
    host.switches.delete(name);
  },
  // Arguments that are no switches mean nothing to Chromium.
  appendArgument: () => {},
});
