import createOpusNative from 'opusscript/build/opusscript_native_wasm.js';
import { createOpusCodecs } from '../../contract/audio/opus.ts';
import type { LaneMode } from '../host/lane.ts';
import type { MediaControl, MediaReport } from '../links/media-control.ts';
import { createDeviceLeg, type DeviceLeg } from './device-leg.ts';
import { createEdgeMedia } from './edge-media.ts';
import { createLegs, type Legs } from './legs.ts';
import { createMixer, type Mixer } from './mixer.ts';
import { createSwitchMedia } from './switch-media.ts';
import { createTickClock, type TickClock } from './tick-clock.ts';
import { createVoices } from './voices.ts';
import { prepareWebrtc } from './webrtc-leg.ts';

export interface MediaServerOptions {
  /** The address that devices are offered, and the only one that sockets are bound to; 127.0.0.1 by default. */
  readonly address?: string;
  /** Decides which packets `lose` drops; the same seed drops the same ones. */
  readonly seed?: number;
  /** Takes a line about what went wrong with a leg. */
  readonly log?: (line: string) => void;
}

export interface MediaServer extends MediaControl {
  /** Closes one leg, or, with none named, every leg and the server: nothing is left running. */
  close(legId?: string): Promise<void>;
  /** What becomes of the packets of every leg, both ways. Held, the server is a stopped process: it makes no sound. */
  setMode(mode: LaneMode): void;
}

/**
 * The sound of all calls: WebRTC legs to devices, far ends with a voice, and who hears whom. It does nothing
 * while it has no legs.
 */
export function createMediaServer(options: MediaServerOptions = {}): MediaServer {
  const { address = '127.0.0.1', seed = 1, log = () => {} } = options;
  prepareWebrtc().catch((error: unknown) => log(`no certificate could be made: ${String(error)}`));
  const opus = createOpusCodecs(createOpusNative());
  const voices = createVoices();
  const listeners = new Set<(report: MediaReport) => void>();
  let mode: LaneMode = { type: 'pass' };
  const runOrRest = (): void => {
    if (legs.all.size > 0 && mode.type !== 'hold') clock.start();
    else clock.stop();
  };
  const legs: Legs = createLegs(() => {
    mixer.refresh();
    runOrRest();
  });
  const mixer: Mixer = createMixer(legs.all, voices, opus);
  const clock: TickClock = createTickClock((tick) => mixer.run(tick, clock.now()));

  const newDeviceLeg = (legId: string): DeviceLeg =>
    createDeviceLeg({
      legId,
      mode,
      address,
      seed,
      opus,
      now: clock.now,
      onDigits(digits) {
        mixer.deliverDigits(legId, digits);
        for (const digit of digits)
          for (const listener of listeners) listener({ type: 'digit', legId, digit });
      },
      onAgreed: mixer.refresh,
      onFailure: (cause) => log(`leg ${legId}: the WebRTC connection failed: ${cause}`),
    });

  return {
    ...createEdgeMedia(legs, newDeviceLeg),
    ...createSwitchMedia({ legs, mixer, voices, clock }),
    legs: async () => [...legs.all].map(([legId, { kind }]) => ({ legId, kind })),
    setMode(next) {
      mode = next;
      for (const leg of legs.all.values()) if (leg.kind === 'device') leg.setMode(next);
      runOrRest();
    },
    async close(legId) {
      if (legId !== undefined) return await legs.remove(legId);
      await legs.close();
      mixer.close();
      listeners.clear();
    },
    onReport(listener) {
      listeners.add(listener);
    },
  };
}
