import type { AudioView, GoneDevice } from '../../../contract/desk/desk-state.ts';
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

/** Which device is gone and which is used in its place; null where none is, or none is left to be used. */
export function goneWords(audio: AudioView): ProblemWords | null {
  const inPlace = Map.groupBy(
    audio.gone.filter(({ use }) => audio[use] !== null),
    ({ use }) => labelOf(audio, use),
  );
  if (inPlace.size === 0) return null;
  const labels = [...new Set(audio.gone.map(({ label }) => label || 'A device'))];
  const now = [...inPlace].map(
    ([label, gone]) => `${capitalised(listed(gone.map(({ use }) => use)))}: now ${label}.`,
  );
  return {
    title: `${listed(labels)} ${labels.length > 1 ? 'are' : 'is'} gone`,
    message: `${now.join(' ')} Plug it in again, or choose another.`,
  };
}

function labelOf(audio: AudioView, use: GoneDevice['use']): string {
  const devices = use === 'microphone' ? audio.microphones : audio.speakers;
  return devices.find(({ id }) => id === audio[use])?.label || 'The computer’s default';
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a, b and c". */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last;
}

/** Share of the meter that a level fills: −60 dBFS and below is nothing, 0 is all. */
export function meterShare(dbfs: number | null): number {
  return dbfs === null ? 0 : Math.min(1, Math.max(0, (dbfs + 60) / 60));
}
