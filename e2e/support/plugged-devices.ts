import type { Page } from '@playwright/test';

/** A device that a test plugs into the computer and pulls out of it. */
export interface PluggedDevice {
  readonly label: string;
  /** In another socket the same device has another id. */
  readonly socket: string;
  readonly kind: 'audioinput' | 'audiooutput';
  /** What this microphone hears, Hz, so that it is known from another at the far end. */
  readonly hertz?: number;
}

interface FakeComputer {
  plugIn(devices: readonly PluggedDevice[]): void;
  pull(label: string): void;
  /** The labels of what the sound of calls comes out at. */
  soundsAt(): readonly string[];
}

/**
 * From its next load on, the phone window has these devices in place of the computer's, and `plugIn` and `pull` change
 * them as a hand does: a pulled microphone's track ends, a pulled speaker takes no sound.
 */
export async function plugDevices(phone: Page, devices: readonly PluggedDevice[]): Promise<void> {
  await phone.addInitScript(beFakeComputer, devices);
  await phone.reload();
}

export function plugIn(phone: Page, devices: readonly PluggedDevice[]): Promise<void> {
  return phone.evaluate((plugged) => window.fakeComputer?.plugIn(plugged), devices);
}

export function pull(phone: Page, label: string): Promise<void> {
  return phone.evaluate((pulled) => window.fakeComputer?.pull(pulled), label);
}

/** Where the sound of calls comes out. */
export function soundsAt(phone: Page): Promise<readonly string[]> {
  return phone.evaluate(() => window.fakeComputer?.soundsAt() ?? []);
}

/** Runs in the page, before its own code. */
function beFakeComputer(first: readonly PluggedDevice[]): void {
  let plugged = first;
  const media = navigator.mediaDevices;
  const opened = new Map<MediaStreamTrack, PluggedDevice>();
  const sinks = new WeakMap<HTMLMediaElement, string>();
  const changed = (): boolean => media.dispatchEvent(new Event('devicechange'));
  const inputs = (): readonly PluggedDevice[] => plugged.filter(({ kind }) => kind === 'audioinput');

  function toneOf(device: PluggedDevice): MediaStreamTrack {
    const context = new AudioContext({ sampleRate: 48_000 });
    const oscillator = new OscillatorNode(context, { frequency: device.hertz ?? 0 });
    const destination = new MediaStreamAudioDestinationNode(context);
    oscillator.connect(new GainNode(context, { gain: 0.25 })).connect(destination);
    oscillator.start();
    const [track] = destination.stream.getAudioTracks();
    if (!track) throw new Error('The tone has no track.');
    opened.set(track, device);
    return track;
  }

  media.enumerateDevices = async () =>
    plugged.map(({ label, socket, kind }) => {
      const info = { deviceId: `${label} at ${socket}`, groupId: label, kind, label };
      return { ...info, toJSON: () => info };
    });
  media.getUserMedia = async (constraints) => {
    const audio = typeof constraints?.audio === 'object' ? constraints.audio : {};
    const wanted = (audio.deviceId as ConstrainDOMStringParameters | undefined)?.ideal;
    const device = inputs().find(({ label, socket }) => `${label} at ${socket}` === wanted) ?? inputs()[0];
    if (!device) throw new DOMException('Requested device not found', 'NotFoundError');
    return new MediaStream([toneOf(device)]);
  };
  Object.defineProperty(HTMLMediaElement.prototype, 'sinkId', {
    get(this: HTMLMediaElement) {
      return sinks.get(this) ?? '';
    },
  });
  HTMLMediaElement.prototype.setSinkId = async function (id) {
    const isThere = plugged.some(
      ({ kind, label, socket }) => kind === 'audiooutput' && `${label} at ${socket}` === id,
    );
    if (id !== '' && !isThere) throw new DOMException('Requested device not found', 'NotFoundError');
    sinks.set(this, id);
  };
  window.fakeComputer = {
    plugIn: (devices) => {
      plugged = [...plugged, ...devices];
      changed();
    },
    pull: (pulled) => {
      plugged = plugged.filter(({ label }) => label !== pulled);
      for (const [track, { label }] of opened) {
        if (label !== pulled || track.readyState === 'ended') continue;
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
      changed();
    },
    soundsAt: () =>
      [...document.querySelectorAll('audio')]
        .filter(({ srcObject }) => srcObject instanceof MediaStream && srcObject.active)
        .map((element) => (sinks.get(element) ?? '').split(' at ')[0] ?? ''),
  };
}

declare global {
  interface Window {
    fakeComputer?: FakeComputer;
  }
}
