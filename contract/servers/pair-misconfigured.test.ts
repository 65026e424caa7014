import { expect, test } from 'vitest';
import { misconfiguration } from './pair-misconfigured.ts';
import { newPair } from './pair-rules.ts';
import { withSide } from './pair-state.ts';
import type { Side } from './server-kind.ts';
import { a, b, pair, play, start, timer, up } from './testing/pair-story.ts';

/** A pair whose sides say this of themselves. */
const saying = (atA: Side | null, atB: Side | null, clusterOfB = 'edinburgh') => {
  const says = (side: Side | null, cluster: string) => ({ says: side && { side, cluster } });
  return withSide(withSide(pair(), 'A', says(atA, 'edinburgh')), 'B', says(atB, clusterOfB));
};

test.each<[string, Side | null, Side | null, string | null]>([
  ['nothing is known', null, null, null],
  ['each is who it is meant to be', 'A', 'B', null],
  ['one is known, and right', null, 'B', null],
  [
    'the wrong one answers at A',
    'B',
    null,
    `At the address of CTI server A (${a}) CTI server B answers, not A`,
  ],
  [
    'the wrong one answers at B',
    null,
    'A',
    `At the address of CTI server B (${b}) CTI server A answers, not B`,
  ],
  [
    'one answers at both',
    'A',
    'A',
    `(${a}) and the address of CTI server B (${b}) are answered by CTI server A`,
  ],
  ['they are exchanged', 'B', 'A', `exchanged: B answers at the address of CTI server A (${a})`],
])('%s', (_, atA, atB, words) => {
  const found = misconfiguration('cti', saying(atA, atB));
  if (words === null) expect(found).toBeNull();
  else expect(found).toContain(words);
});

test('two clusters are no pair', () => {
  expect(misconfiguration('configuration', saying('A', 'B', 'bremen'))).toBe(
    `At the address of configuration server A (${a}) a server of the cluster "edinburgh" answers, at the address of configuration server B (${b}) one of the cluster "bremen": which of the two clusters a desk gets is left to chance. Correct one of the addresses.`,
  );
});

test('one address for both is no pair, before anything has answered', () => {
  expect(misconfiguration('sip', newPair('random', 'sip.example:1', 'SIP.example:1', 0))).toBe(
    'SIP servers A and B have one address, sip.example:1: when that server fails there is no other. Correct one of the two.',
  );
});

test('what a side says is known from its Hello, in use or standing by', () => {
  const { state } = play(pair(), [start(), up('A', 1, 'B'), timer(30_000), up('B', 30_001, 'B')]);
  expect(state.inUse).toBe('A');
  expect(misconfiguration('cti', state)).toContain('are answered by CTI server B');
});
