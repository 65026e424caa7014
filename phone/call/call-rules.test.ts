import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhoneCall } from '../../contract/softphone/phone-call.ts';
import { type CallCommand, glareDelayMs, refusalOf } from './call-rules.ts';

const commands: readonly CallCommand[] = [
  'answer',
  'reject',
  'release',
  'hold',
  'retrieve',
  'mute',
  'digits',
];

function taken(part: Partial<PhoneCall>): readonly CallCommand[] {
  const call: PhoneCall = {
    callId: 'call',
    direction: 'inbound',
    phase: 'ringing',
    held: false,
    muted: false,
    from: { number: '', name: '' },
    takesDigits: true,
    ...part,
  };
  return commands.filter((command) => refusalOf(command, call) === null);
}

test('what a call takes in each phase', () => {
  expect(taken({ phase: 'ringing' })).toEqual(['answer', 'reject', 'release']);
  expect(taken({ phase: 'connecting' })).toEqual(['release', 'mute']);
  expect(taken({ phase: 'established' })).toEqual(['release', 'hold', 'mute', 'digits']);
  expect(taken({ phase: 'established', held: true })).toEqual(['release', 'retrieve', 'mute']);
});

test('after a glare the owner of the Call-ID waits 2.1 to 4 s, the other 0 to 2 s, in steps of 10 ms', () => {
  expect([glareDelayMs(true, 0), glareDelayMs(false, 0)]).toEqual([2_100, 0]);
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.boolean(), random, (owns, at) => {
      const ms = glareDelayMs(owns, at);
      expect(ms % 10).toBe(0);
      expect(ms).toBeGreaterThanOrEqual(owns ? 2_100 : 0);
      expect(ms).toBeLessThanOrEqual(owns ? 4_000 : 2_000);
    }),
  );
});
