import { offeredFormats } from '../../../contract/audio/payloads.ts';
import type { Heard, MixParty } from '../../links/media-control.ts';
import { createMediaServer, type MediaServer } from '../index.ts';
import { createTestDevice, type TestDevice } from './test-device.ts';

const deadlineMs = 10_000;

type Sound = Pick<Heard, 'levelDbfs' | 'toneHertz' | 'tonesHertz'>;

/** A media server with the devices of one test; all of it ends with `close`. */
export interface Scene {
  readonly media: MediaServer;
  /** A device whose leg the server has, by the device's own offer. */
  device(legId: string, hertz: number, formats?: typeof offeredFormats): Promise<TestDevice>;
  /** A device that has not said anything yet. */
  newDevice(hertz: number): TestDevice;
  close(): Promise<void>;
}

export function createScene(): Scene {
  const media = createMediaServer({ seed: 42 });
  const devices: TestDevice[] = [];
  const newDevice = (hertz: number, formats = offeredFormats): TestDevice => {
    const device = createTestDevice(hertz, formats);
    devices.push(device);
    return device;
  };
  return {
    media,
    newDevice,
    async device(legId, hertz, formats) {
      const device = newDevice(hertz, formats);
      await renegotiate(media, legId, device);
      return device;
    },
    async close() {
      await Promise.all([media.close(), ...devices.map((device) => device.close())]);
    },
  };
}

/** The device offers, first or anew; tells the direction that the server answered with. */
export async function renegotiate(
  media: MediaServer,
  legId: string,
  device: TestDevice,
  direction: Parameters<TestDevice['offer']>[0] = 'sendrecv',
  restartIce = false,
): Promise<string | undefined> {
  const answer = await media.answer(legId, await device.offer(direction, restartIce));
  await device.acceptAnswer(answer);
  return /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(answer)?.[1];
}

/** Asks at each packet time of a device until it holds; an error says what was seen last when it never does. */
export async function until<Seen>(
  device: TestDevice,
  look: () => Seen | Promise<Seen>,
  holds: (seen: Seen) => boolean,
): Promise<Seen> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(seen)} after ${deadlineMs} ms`);
    await device.nextTick();
  }
}

export function parties(...legIds: readonly string[]): readonly MixParty[] {
  return legIds.map((legId) => ({ legId, state: 'active' }));
}

/** These tones and no others, for most of the last second. */
export function hears(...expected: readonly number[]): (sound: Sound | null) => boolean {
  return (sound) =>
    sound !== null &&
    (sound.levelDbfs ?? -99) > -14 &&
    sound.tonesHertz.length === expected.length &&
    expected.every((hertz) => sound.tonesHertz.some((tone) => Math.abs(tone - hertz) < 3));
}

export function hearsMusic(sound: Sound | null): boolean {
  return sound !== null && (sound.levelDbfs ?? 0) < -20 && sound.tonesHertz.length > 0;
}

export function hearsNothing(sound: Sound | null): boolean {
  return sound?.levelDbfs === null;
}
