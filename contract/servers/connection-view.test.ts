import { expect, test } from 'vitest';
import { connectionView, newPair, pairTransition } from './pair-rules.ts';

test('shows what is known of each side, and nothing of the rules', () => {
  const started = pairTransition(newPair('primary-first', 'ws://a:1', null, 5), {
    type: 'start',
    now: 6,
    random: 0,
  });
  expect(connectionView('cti', started.state)).toEqual({
    kind: 'cti',
    sides: {
      A: {
        address: 'ws://a:1',
        security: 'plain',
        state: 'connecting',
        since: 6,
        error: null,
        answeredAt: null,
      },
      B: {
        address: null,
        security: null,
        state: 'unused',
        since: 6,
        error: 'No address is set.',
        answeredAt: null,
      },
    },
    inUse: null,
    status: 'connecting',
    since: 6,
    misconfigured: null,
  });
});
