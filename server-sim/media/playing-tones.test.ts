import { expect, it } from 'vitest';
import { silence } from '../../contract/audio/frame.ts';
import type { MixParty, ProgressTone } from '../links/media-control.ts';
import { createPlayingTones } from './playing-tones.ts';

const ringing: ProgressTone = { hertz: [425], onMs: 1_000, offMs: 4_000 };
const busy: ProgressTone = { hertz: [425], onMs: 500, offMs: 500 };
const hearing = (legId: string, tone?: ProgressTone): MixParty => ({
  legId,
  state: 'active',
  ...(tone && { tone }),
});

/** Tones that say only what they are and when they began. */
function tones() {
  const playing = createPlayingTones({
    progressTone: ({ onMs }, tick) => ({ key: `${onMs}@${tick}`, frame: () => silence }),
  });
  let mix: readonly MixParty[] = [];
  return {
    at(tick: number, ...next: readonly MixParty[]): void {
      playing.change(mix, next, tick);
      mix = next;
    },
    of: (legId: string) => playing.of(legId).map(({ key }) => key),
  };
}

it('goes on from its own beginning for as long as it is named', () => {
  const { at, of } = tones();
  at(10, hearing('a', ringing));
  at(30, hearing('a', { ...ringing }), hearing('b', ringing));
  expect([of('a'), of('b')]).toEqual([['1000@10'], ['1000@30']]);
});

it('ends when it is not named any more, and begins anew', () => {
  const { at, of } = tones();
  at(10, hearing('a', ringing));
  at(20, hearing('a'), hearing('b'));
  expect(of('a')).toEqual([]);
  at(30, hearing('a', ringing));
  expect(of('a')).toEqual(['1000@30']);
  at(40);
  expect(of('a')).toEqual([]);
});

it('becomes another at once', () => {
  const { at, of } = tones();
  at(10, hearing('a', ringing));
  at(25, hearing('a', busy));
  expect(of('a')).toEqual(['500@25']);
});
