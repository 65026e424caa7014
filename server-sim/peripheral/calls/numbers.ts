import type { FarEnd, SkillGroupRecord } from '../../links/switch-control.ts';
import type { Agent, Device } from '../core/state.ts';
import type { SwitchReader } from '../core/turn.ts';
import { callsOnDevice } from './parties.ts';

/** What a dialled number reaches. */
export type Destination =
  | { readonly kind: 'group'; readonly group: SkillGroupRecord }
  | { readonly kind: 'device'; readonly device: Device }
  | { readonly kind: 'far-end'; readonly farEnd: FarEnd }
  | { readonly kind: 'unknown'; readonly number: string };

/** Calls a device can have at once: one, and one waiting or consulted. */
const mostCallsOnDevice = 2;

export function destinationOf(reader: SwitchReader, number: string): Destination {
  for (const group of reader.groups.values()) if (group.number === number) return { kind: 'group', group };
  const device = reader.devices.get(number);
  if (device) return { kind: 'device', device };
  const farEnd = reader.farEnds.get(number);
  return farEnd ? { kind: 'far-end', farEnd } : { kind: 'unknown', number };
}

/** Whether a call can reach the device's phone: a hardphone is always there, a softphone while it is registered. */
export function isInService(reader: SwitchReader, device: Device): boolean {
  return phoneOn(reader, device) === 'hardphone' || device.registrations.length > 0;
}

export function isBusy(reader: SwitchReader, device: Device): boolean {
  return callsOnDevice(reader, device.record.device).length >= mostCallsOnDevice;
}

/** What kind of phone the device is: its user's login said it. */
export function phoneOn(reader: SwitchReader, device: Device): 'softphone' | 'hardphone' {
  const user = device.user && reader.agents.get(device.user.agentId);
  return user ? user.phone : 'softphone';
}

/** Whether the agent's own phone can take a call. */
export function hasPhone(reader: SwitchReader, deviceName: string | null): boolean {
  const device = deviceName === null ? undefined : reader.devices.get(deviceName);
  return device !== undefined && isInService(reader, device);
}

/** Whether he may be Ready: one who is logged in without voice needs no phone for it. */
export function mayBeReady(reader: SwitchReader, { withVoice, device }: Agent): boolean {
  return !withVoice || hasPhone(reader, device);
}
