import type { AudioDevice } from '../../../contract/softphone/phone-call.ts';

/** What the browser tells of a device, as far as a choice needs it. */
export interface FoundDevice {
  readonly deviceId: string;
  readonly groupId: string;
  readonly label: string;
}

/** Labels of devices by their id, also of those that are not plugged in now. */
export type KnownLabels = Readonly<Record<string, string>>;

/** Chromium's stand-ins for whatever the computer's default is now. */
const standIns: ReadonlySet<string> = new Set(['default', 'communications']);

/** The devices that an agent can choose from: real ones, and the default where no real one can be told to be it. */
export function choosable(found: readonly FoundDevice[]): readonly AudioDevice[] {
  const standIn = found.filter((device) => device === defaultDevice(found) && standIns.has(device.deviceId));
  return [...standIn, ...realOnes(found)].map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/**
 * The device to use: the chosen one where it is there, else one with the same label (a headset in another socket has
 * another id), else the computer's default. Null: there is none.
 */
export function deviceToUse(
  found: readonly FoundDevice[],
  chosen: string | null,
  labels: KnownLabels,
): FoundDevice | null {
  const byId = found.find(({ deviceId }) => deviceId === chosen);
  if (byId) return byId;
  const label = chosen === null ? undefined : labels[chosen];
  const alike = found.find((device) => label !== undefined && label !== '' && device.label === label);
  return alike ?? defaultDevice(found);
}

/**
 * The real device behind the stand-in: of its group, or named as its label ends ("Default - Jabra Evolve2"); one
 * headset can be two devices of one group. On Linux often neither tells: then the stand-in itself.
 */
function defaultDevice(found: readonly FoundDevice[]): FoundDevice | null {
  const real = realOnes(found);
  const standIn = found.find(({ deviceId }) => deviceId === 'default');
  if (!standIn) return real[0] ?? null;
  const named = ({ label }: FoundDevice): boolean => label !== '' && standIn.label.endsWith(label);
  const grouped = real.filter(({ groupId }) => groupId !== '' && groupId === standIn.groupId);
  return grouped.find(named) ?? grouped[0] ?? real.find(named) ?? standIn;
}

function realOnes(found: readonly FoundDevice[]): readonly FoundDevice[] {
  return found.filter(({ deviceId }) => !standIns.has(deviceId));
}

/** What was known of labels, and what these devices add to it. */
export function withLabels(labels: KnownLabels, found: readonly FoundDevice[]): KnownLabels {
  const named = found.filter(
    ({ deviceId, label }) => label !== '' && deviceId !== '' && !standIns.has(deviceId),
  );
  return { ...labels, ...Object.fromEntries(named.map(({ deviceId, label }) => [deviceId, label])) };
}
