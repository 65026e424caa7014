import { expect, test } from 'vitest';
import type { WaitingClick } from '../../../contract/desk/desk-state.ts';
import { waitingClick, waitingSentence } from './waiting-words.ts';

const dial: WaitingClick = { id: '1', action: 'dial', number: '5551234' };
const complete: WaitingClick = { id: '2', action: 'completeTransfer', number: null };

test('a click that waits is named with its number, the newest first', () => {
  expect([waitingClick({ waiting: [] }), waitingSentence({ waiting: [] })]).toEqual(['', '']);
  expect(waitingClick({ waiting: [dial] })).toBe('dial 5551234');
  expect(waitingSentence({ waiting: [dial, complete] })).toBe('Waits for CTI: complete transfer, and 1 more');
});
