import type { AudioState } from '../../../contract/softphone/phone-call.ts';

export interface ProblemWords {
  readonly title: string;
  readonly message: string;
}

/** What keeps the agent from being heard, and what to do; null where nothing does. */
export function problemWords(problem: AudioState['problem']): ProblemWords | null {
  switch (problem) {
    case 'no-microphone':
      return {
        title: 'No microphone',
        message: 'Callers could not hear you. Plug in a headset; it is used as soon as it is there.',
      };
    case 'microphone-denied':
      return {
        title: 'The microphone is not allowed',
        message:
          'Callers could not hear you. Allow Switchhook the microphone in this computer’s privacy settings.',
      };
    case 'no-speaker':
      return { title: 'No speaker', message: 'You could not hear callers. Plug in a headset or a speaker.' };
    case 'none':
      return null;
  }
}

/** Share of the meter that a level fills: −60 dBFS and below is nothing, 0 is all. */
export function meterShare(dbfs: number | null): number {
  return dbfs === null ? 0 : Math.min(1, Math.max(0, (dbfs + 60) / 60));
}
