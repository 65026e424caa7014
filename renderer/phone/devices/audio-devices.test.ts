import { beforeEach, expect, test } from 'vitest';
import type { AudioState } from '../../../contract/softphone/phone-call.ts';
import { AudioDevices } from './audio-devices.ts';

/** A track that a test can end as a pulled plug does. */
class Track extends EventTarget {
  readyState: MediaStreamTrackState = 'live';
  readonly deviceId: string;

  constructor(deviceId: string) {
    super();
    this.deviceId = deviceId;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  pull(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

const standIn = { kind: 'audioinput', deviceId: 'default', groupId: 'board', label: 'Default - Built-in' };
const builtIn = { kind: 'audioinput', deviceId: 'built-in', groupId: 'board', label: 'Built-in' };
const headset = { kind: 'audioinput', deviceId: 'headset', groupId: 'usb', label: 'Jabra' };
const speaker = { kind: 'audiooutput', deviceId: 'speaker', groupId: 'board', label: 'Loudspeaker' };

/** What a browser tells of a computer whose plugs a test pulls. */
class Computer extends EventTarget {
  plugged = [standIn, builtIn, headset, speaker];
  refusal: string | null = null;
  readonly opened: Track[] = [];

  async enumerateDevices(): Promise<typeof this.plugged> {
    return this.plugged;
  }

  async getUserMedia({ audio }: { audio: { deviceId?: { ideal: string } } }): Promise<unknown> {
    if (this.refusal !== null) throw new DOMException('', this.refusal);
    const wanted = audio.deviceId?.ideal;
    const found = this.plugged.find(({ kind, deviceId }) => kind === 'audioinput' && deviceId === wanted);
    const track = new Track(found?.deviceId ?? 'default');
    this.opened.push(track);
    return { getAudioTracks: () => [track] };
  }

  get live(): readonly string[] {
    return this.opened.filter(({ readyState }) => readyState === 'live').map(({ deviceId }) => deviceId);
  }
}

let computer: Computer;
let told: AudioState[];
let devices: AudioDevices;
let waiting: { readonly matches: (audio: AudioState) => boolean; readonly found: () => void }[];

beforeEach(() => {
  computer = new Computer();
  told = [];
  waiting = [];
  const kept = new Map<string, string>();
  devices = new AudioDevices({
    browser: computer as unknown as MediaDevices,
    store: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    tell: (audio) => {
      told.push(audio);
      for (const { matches, found } of waiting) if (matches(audio)) found();
    },
  });
});

function state(matches: (audio: AudioState) => boolean): Promise<void> {
  const last = told.at(-1);
  if (last && matches(last)) return Promise.resolve();
  return new Promise((found) => waiting.push({ matches, found }));
}

/** The track that a call has, each time another. */
function inCall(): { readonly next: () => Promise<string | null>; readonly hangUp: () => void } {
  const tracks: (string | null)[] = [];
  const wanted: ((track: string | null) => void)[] = [];
  const hangUp = devices.microphone.listen((track) => {
    const id = (track as unknown as Track | null)?.deviceId ?? null;
    const waiter = wanted.shift();
    if (waiter) waiter(id);
    else tracks.push(id);
  });
  const next = (): Promise<string | null> => {
    const track = tracks.shift();
    return track === undefined ? new Promise((resolve) => wanted.push(resolve)) : Promise.resolve(track);
  };
  return { next, hangUp };
}

test('asks for the microphone at the start, shuts it again, and says what there is', async () => {
  await devices.start();
  expect(computer.opened).toHaveLength(1);
  expect(computer.live).toEqual([]);
  expect(told).toEqual([
    {
      microphones: [
        { id: 'built-in', label: 'Built-in' },
        { id: 'headset', label: 'Jabra' },
      ],
      speakers: [{ id: 'speaker', label: 'Loudspeaker' }],
      microphone: 'built-in',
      speaker: 'speaker',
      ringer: 'speaker',
      problem: 'none',
    },
  ]);
});

test('the microphone is open for as long as a call is', async () => {
  await devices.start();
  const [one, other] = [inCall(), inCall()];
  expect(await one.next()).toBe('built-in');
  expect(await other.next()).toBe('built-in');
  one.hangUp();
  expect(computer.live).toEqual(['built-in']);
  other.hangUp();
  expect(computer.live).toEqual([]);
});

test('pulled in mid-call, the default takes over; plugged in again, the chosen one is back', async () => {
  await devices.start();
  devices.choose({ microphone: 'headset', speaker: null, ringer: null });
  const call = inCall();
  expect(await call.next()).toBe('headset');
  computer.plugged = [standIn, builtIn, speaker];
  computer.opened.at(-1)?.pull();
  computer.dispatchEvent(new Event('devicechange'));
  await state(({ microphone }) => microphone === 'built-in');
  let track = await call.next();
  while (track !== 'built-in') track = await call.next();
  computer.plugged = [standIn, builtIn, { ...headset, deviceId: 'headset-elsewhere' }, speaker];
  computer.dispatchEvent(new Event('devicechange'));
  track = await call.next();
  while (track !== 'headset-elsewhere') track = await call.next();
  expect(computer.live).toEqual(['headset-elsewhere']);
});

test('a refused microphone is said, and a call goes on without', async () => {
  computer.refusal = 'NotAllowedError';
  await devices.start();
  expect(told.at(-1)?.problem).toBe('microphone-denied');
  const call = inCall();
  expect(await call.next()).toBeNull();
});

test('no microphone is said, and one that is plugged in is used at once', async () => {
  computer.plugged = [speaker];
  computer.refusal = 'NotFoundError';
  await devices.start();
  expect(told.at(-1)).toMatchObject({ problem: 'no-microphone', microphone: null });
  const call = inCall();
  expect(await call.next()).toBeNull();
  computer.plugged = [headset, speaker];
  computer.refusal = null;
  computer.dispatchEvent(new Event('devicechange'));
  await state(({ problem }) => problem === 'none');
  expect(await call.next()).toBe('headset');
});

test('no speaker is said', async () => {
  computer.plugged = [builtIn];
  await devices.start();
  expect(told.at(-1)).toMatchObject({ problem: 'no-speaker', speaker: null, ringer: null });
});
