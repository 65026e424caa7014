import { expect, test } from 'vitest';
import type { SipLine } from '../../../contract/softphone/sip-line.ts';
import { stepWords } from './step-words.ts';

const invite: SipLine = {
  direction: 'in',
  method: 'INVITE',
  status: null,
  cseq: 1,
  dialog: 'dialog-1',
  from: 'number-2',
  to: 'device-1',
  leftOut: 0,
};

test.each<[string, SipLine]>([
  ['SIP in: INVITE 1, dialog-1, number-2 -> device-1', invite],
  ['SIP out: 200 to INVITE 1, dialog-1, number-2 -> device-1', { ...invite, direction: 'out', status: 200 }],
  [
    'SIP in: INVITE 1, dialog-1, number-2 -> device-1 (12 before it are not told)',
    { ...invite, leftOut: 12 },
  ],
])('%s', (words, line) => {
  const input = { type: 'phone', event: { type: 'sip', line } } as const;
  const recorded = { kind: 'step', seq: 7, at: 0, mono: 0, input } as const;
  const followed = { run: 1, line: recorded, file: '', place: 1, before: null, after: null };
  expect(stepWords(followed)).toMatch(/ 1\/7 {2}/);
  expect(stepWords(followed).endsWith(words)).toBe(true);
});
