import type { Page } from '@playwright/test';
import type { Control } from '../../../e2e/support/tier.ts';
import { agent } from './opened.ts';

/** Nobody waits longer for sound, milliseconds. */
const limitMs = 10_000;

/** How often is listened, milliseconds: so much too late an instant can be. */
const agentListensMs = 2;
const callerListensMs = 5;

/** Makes the phone window's connections known to `agentHears`. Before the first call. */
export function tapConnections(phone: Page): Promise<void> {
  return phone.evaluate(async () => {
    const Original = window.RTCPeerConnection;
    const tap: Tap = { connection: null, context: new AudioContext({ sampleRate: 48_000 }) };
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        tap.connection = this;
      }
    };
    Object.assign(window, { benchTap: tap });
    await tap.context.resume();
  });
}

interface Tap {
  /** The latest. */
  connection: RTCPeerConnection | null;
  readonly context: AudioContext;
}

declare global {
  interface Window {
    readonly benchTap: Tap;
  }
}

/**
 * When the agent hears the caller: the first sample over -60 dBFS that has been received, decoded and played out, by
 * this computer's clock. It is heard through Web Audio, whose own delay is in it. The call's connection must be there.
 */
export function agentHears(phone: Page): Promise<number> {
  return phone.evaluate(
    ({ limit, period }) =>
      new Promise<number>((resolve, reject) => {
        const { connection, context } = window.benchTap;
        const analyser = new AnalyserNode(context, { fftSize: 2_048 });
        const samples = new Float32Array(analyser.fftSize);
        const began = performance.now();
        let source: MediaStreamAudioSourceNode | null = null;
        const listen = (): void => {
          const track = connection?.getReceivers()[0]?.track;
          if (track && !source) {
            source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
            source.connect(analyser);
          }
          analyser.getFloatTimeDomainData(samples);
          const heard = samples.some((sample) => Math.abs(sample) > 0.001);
          if (!heard && performance.now() - began < limit) return;
          clearInterval(timer);
          source?.disconnect();
          if (heard) resolve(Date.now());
          else reject(new Error(`The agent heard nothing within ${limit} ms.`));
        };
        const timer = setInterval(listen, period);
      }),
    { limit: limitMs, period: agentListensMs },
  );
}

/** When the caller hears the agent: the first decoded sound of the agent's that the tier tells of. */
export async function callerHears(control: Control, callId: string): Promise<number> {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    const heard = await control.heard(callId, { agent: agent.id });
    if (heard !== null && heard.levelDbfs !== null) return Date.now();
    await new Promise((resolve) => setTimeout(resolve, callerListensMs));
  }
  throw new Error(`The caller heard nothing of the agent within ${limitMs} ms.`);
}
