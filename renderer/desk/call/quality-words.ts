import type { LineQuality } from '../../../contract/softphone/phone-call.ts';

export interface QualityWords {
  readonly title: string;
  readonly advice: string;
  /** How many of five bars are filled. */
  readonly bars: number;
  readonly tone: 'neutral' | 'fair' | 'poor';
}

/** How long after the answer the first report may take, seconds. */
export const measuringSeconds = 10;

/** Between the answer and the first report: nothing is wrong, and nothing is known. */
export const measuring: QualityWords = {
  title: 'Measuring the line',
  advice: 'The first report comes in a moment',
  bars: 0,
  tone: 'neutral',
};

/** How a line sounds, in words first: amber under MOS 3.6, red under 3.1 (the look's list). */
export function qualityWords(quality: Pick<LineQuality, 'mos'> | null): QualityWords {
  if (!quality) return { title: 'Not measured', advice: 'No report for 10 s', bars: 0, tone: 'neutral' };
  if (quality.mos >= 4)
    return { title: 'The line is clear', advice: 'Good both ways', bars: 4, tone: 'neutral' };
  if (quality.mos >= 3.6)
    return { title: 'A little rough', advice: 'You may miss a word', bars: 3, tone: 'neutral' };
  if (quality.mos >= 3.1) {
    return { title: 'Words are breaking up', advice: 'Ask them to repeat numbers', bars: 2, tone: 'fair' };
  }
  return { title: 'Hard to hear', advice: 'Offer to call back', bars: 1, tone: 'poor' };
}

/** Above 30 ms jitter is heard (Twilio's and WebRTC practice). */
export function jitterWord(jitterMs: number): string {
  return jitterMs <= 30 ? 'Jitter, steady' : 'Jitter, uneven';
}

/** Up to 1 % of lost packets Opus hides; above, it is heard. */
export function lossWord(loss: number): string {
  return loss <= 0.01 ? 'Loss, none heard' : 'Loss, heard';
}
