import { expect, it } from 'vitest';
import type { AudioState } from '../../contract/softphone/phone-call.ts';
import { DrivenDesk } from './testing/driven-desk.ts';

const headset = { id: 'usb-1', label: 'Headset' };
const board = { id: 'inside', label: 'Board' };
const loudspeaker = { id: 'desk', label: 'Loudspeaker' };

/** The phone's word: what is plugged in, and that the first of each is used. */
function audio(microphones: AudioState['microphones'], speakers: AudioState['speakers']): AudioState {
  const speaker = speakers[0]?.id ?? null;
  return {
    microphones,
    speakers,
    microphone: microphones[0]?.id ?? null,
    speaker,
    ringer: speaker,
    problem: microphones.length > 0 ? 'none' : 'no-microphone',
  };
}

const told = (desk: DrivenDesk, state: AudioState): DrivenDesk => desk.phone({ type: 'audio', audio: state });
const gone = (desk: DrivenDesk) => desk.view.audio.gone.map(({ use, label }) => `${use}: ${label}`);
const withHeadset = () =>
  told(new DrivenDesk().loggedIn(), audio([headset, board], [headset, loudspeaker, board]));
const pulled = () => told(withHeadset(), audio([board], [loudspeaker, board]));

it('a headset that is pulled is told for each thing it was used for, until it is back in any socket', () => {
  expect(gone(withHeadset())).toEqual([]);
  const desk = pulled();
  expect(gone(desk)).toEqual(['microphone: Headset', 'speaker: Headset', 'ringer: Headset']);
  const elsewhere = { id: 'usb-2', label: 'Headset' };
  told(desk, audio([elsewhere, board], [elsewhere, loudspeaker, board]));
  expect(gone(desk)).toEqual([]);
});

it('what took its place may go too: the agent still looks for his own', () => {
  const desk = told(pulled(), audio([board], [board]));
  expect(gone(desk)).toEqual(['microphone: Headset', 'speaker: Headset', 'ringer: Headset']);
});

it('a device that was not used goes in silence', () => {
  const desk = told(withHeadset(), audio([headset], [headset, loudspeaker]));
  expect(gone(desk)).toEqual([]);
});

it('is told no longer when the agent has chosen another', () => {
  const desk = pulled();
  desk.command({ type: 'useAudio', microphone: 'inside', speaker: 'inside', ringer: 'inside' });
  expect(gone(desk)).toEqual([]);
  expect(gone(told(desk, audio([board], [board, loudspeaker])))).toEqual([]);
});
