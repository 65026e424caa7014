import type { SettingKey } from '../../contract/settings/declared-settings.ts';
import type { Log } from '../log/log.ts';
import type { AddressPair, LocalSettings } from './local-settings.ts';

/**
 * The addresses that the app was started with count as set by the user, a blank one as set by nobody; what a policy
 * sets stands, and the log says so.
 */
export function setConfigurationServers(
  settings: Pick<LocalSettings, 'set' | 'unset'>,
  { a, b }: AddressPair,
  log: Log,
): void {
  const sides = [
    ['configurationServers.a', a],
    ['configurationServers.b', b],
  ] as const satisfies readonly (readonly [SettingKey, string])[];
  const isBlank = ([, address]: (typeof sides)[number]): boolean => address.trim() === '';
  const blank = sides.filter(isBlank).map(([key]) => key);
  if (blank.length > 0) settings.unset(blank);
  for (const refused of settings.set(Object.fromEntries(sides.filter((side) => !isBlank(side))))) {
    log.warn(refused);
  }
}
