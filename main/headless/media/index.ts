import createOpusNative from 'opusscript/build/opusscript_native_wasm.js';
import { createOpusCodecs } from '../../../contract/audio/opus.ts';
import type { MediaEngine } from '../../../phone/media.ts';
import { createHeadlessLeg, type HeadlessLeg } from './headless-leg.ts';
import type { LineHeard } from './line-sound.ts';
import { type Microphone, openMicrophone } from './microphone.ts';
import { createTickClock } from './tick-clock.ts';
import { prepareWebrtc } from './webrtc-leg.ts';

export type { LineHeard } from './line-sound.ts';
export { type Microphone, parseMicrophone } from './microphone.ts';

export interface HeadlessMediaOptions {
  readonly microphone: Microphone;
  /** The address that calls are offered from, and the only one that sockets are bound to; 127.0.0.1 by default. */
  readonly address?: string;
  /** Takes a line about what went wrong with a call's sound. */
  readonly log?: (line: string) => void;
}

/** The media engine of the desk that has no screen: real WebRTC, without a sound card. */
export interface HeadlessMediaEngine extends MediaEngine {
  /** What the call's line carries to this end; null when there is no such call. */
  heard(callId: string): LineHeard | null;
}

/** Starts the engine; an error names the microphone's file and what is wrong with it. */
export async function createHeadlessMedia(options: HeadlessMediaOptions): Promise<HeadlessMediaEngine> {
  const { microphone, address = '127.0.0.1', log = () => {} } = options;
  const [said] = await Promise.all([openMicrophone(microphone), prepareWebrtc()]);
  const opus = createOpusCodecs(createOpusNative());
  const legs = new Map<string, HeadlessLeg>();
  const clock = createTickClock((tick) => {
    const frame = said(tick);
    for (const leg of legs.values()) leg.send(tick, frame);
  });
  return {
    createLeg(callId) {
      legs.get(callId)?.close();
      const leg = createHeadlessLeg({
        address,
        opus,
        now: clock.now,
        onFailure: (cause) => log(`call ${callId}: the WebRTC connection failed: ${cause}`),
        onClose() {
          if (legs.get(callId) === leg) legs.delete(callId);
          if (legs.size === 0) clock.stop();
        },
      });
      legs.set(callId, leg);
      clock.start();
      return leg;
    },
    heard: (callId) => legs.get(callId)?.heard() ?? null,
    async close() {
      await Promise.all([...legs.values()].map((leg) => leg.closed()));
    },
  };
}
