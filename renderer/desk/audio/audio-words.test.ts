import { expect, test } from 'vitest';
import type { AudioView } from '../../../contract/desk/desk-state.ts';
import { loggedOut } from '../fixtures/desk-states.ts';
import { goneWords } from './audio-words.ts';

const headset = { id: 'usb-1', label: 'Jabra' } as const;
const { audio } = loggedOut;

test('nothing is said while nothing is gone', () => {
  expect(goneWords(audio)).toBeNull();
});

test('names the device that is gone, and for each use what is in its place', () => {
  const pulled: AudioView = {
    ...audio,
    microphone: 'mic-2',
    speaker: 'out-2',
    ringer: 'out-2',
    gone: [
      { use: 'microphone', ...headset },
      { use: 'speaker', ...headset },
      { use: 'ringer', ...headset },
    ],
  };
  expect(goneWords(pulled)).toEqual({
    title: 'Jabra is gone',
    message:
      'Microphone: now Built-in microphone. Speaker and ringer: now Built-in speakers. Plug it in again, or choose another.',
  });
});

test('leaves the word to “No microphone” where nothing is left to take its place', () => {
  const none: AudioView = {
    ...audio,
    microphones: [],
    microphone: null,
    gone: [{ use: 'microphone', ...headset }],
  };
  expect(goneWords(none)).toBeNull();
});
