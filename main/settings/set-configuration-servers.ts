import type { Log } from '../log/log.ts';
import type { AddressPair, LocalSettings } from './local-settings.ts';

/** The addresses that the app was started with count as set by the user; what a policy sets stands, and the log says so. */
export function setConfigurationServers(
  settings: Pick<LocalSettings, 'set'>,
  { a, b }: AddressPair,
  log: Log,
): void {
  for (const refused of settings.set({ 'configurationServers.a': a, 'configurationServers.b': b })) {
    log.warn(refused);
  }
}
