import { expect, test } from 'vitest';
import type { WaitingClick } from '../../../contract/desk/desk-state.ts';
import { waitingWords } from './waiting-words.ts';

const dial: WaitingClick = { id: '1', action: 'dial', number: '5551234' };
const complete: WaitingClick = { id: '2', action: 'completeTransfer', number: null };

test('a click that waits is named with its number, the newest first', () => {
  expect(waitingWords({ waiting: [] })).toBe('');
  expect(waitingWords({ waiting: [dial] })).toBe('Dialling 5551234 waits for CTI');
  expect(waitingWords({ waiting: [dial, complete] })).toBe('Complete transfer waits for CTI, and 1 more');
});
