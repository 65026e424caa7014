import type { AudioState } from '../../../contract/softphone/phone-call.ts';

/** A page that may not capture: refused by the agent, the computer or policy; the last, by a browser without a screen. */
const refusals: ReadonlySet<string> = new Set(['NotAllowedError', 'SecurityError', 'NotSupportedError']);

/** What a refused getUserMedia says about the microphone (Media Capture and Streams, 10.2.1). */
export function captureProblem(error: unknown): 'no-microphone' | 'microphone-denied' {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return refusals.has(name) ? 'microphone-denied' : 'no-microphone';
}

/** The one problem to tell, worst first: what keeps the agent from being heard comes before what he hears. */
export function problemOf(
  capture: 'none' | 'no-microphone' | 'microphone-denied',
  microphones: number,
  speakers: number,
): AudioState['problem'] {
  if (capture === 'microphone-denied') return capture;
  if (capture === 'no-microphone' || microphones === 0) return 'no-microphone';
  return speakers === 0 ? 'no-speaker' : 'none';
}
