import type { AudioView, GoneDevice } from '../../contract/desk/desk-state.ts';
import type { AudioDevice, AudioState } from '../../contract/softphone/phone-call.ts';

const uses = ['microphone', 'speaker', 'ringer'] as const;

/**
 * The devices that were used and are not there any more: for each use the first that went, until it is back, in
 * another socket too.
 */
export function goneDevices(before: AudioView, now: AudioState): readonly GoneDevice[] {
  return uses.flatMap((use) => {
    const gone = before.gone.find((one) => one.use === use) ?? justUsed(before, use);
    return gone && !isThere(devicesFor(now, use), gone) ? [gone] : [];
  });
}

function justUsed(audio: AudioView, use: GoneDevice['use']): GoneDevice | null {
  const used = devicesFor(audio, use).find(({ id }) => id === audio[use]);
  return used ? { use, ...used } : null;
}

function isThere(devices: readonly AudioDevice[], { id, label }: GoneDevice): boolean {
  return devices.some((device) => device.id === id || (label !== '' && device.label === label));
}

function devicesFor({ microphones, speakers }: AudioState, use: GoneDevice['use']): readonly AudioDevice[] {
  return use === 'microphone' ? microphones : speakers;
}
