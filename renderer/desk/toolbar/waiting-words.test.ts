import { expect, test } from 'vitest';
import type { WaitingClick } from '../../../contract/desk/desk-state.ts';
import { waitingClick, waitingSentence } from './waiting-words.ts';

const dial: WaitingClick = { goesBy: 'cti', id: '1', action: 'dial', number: '5551234' };
const complete: WaitingClick = { goesBy: 'cti', id: '2', action: 'completeTransfer', number: null };

test('a click that waits is named with its number, the newest first', () => {
  expect([waitingClick({ waiting: [] }), waitingSentence({ waiting: [] })]).toEqual(['', '']);
  expect(waitingClick({ waiting: [dial] })).toBe('dial 5551234');
  expect(waitingSentence({ waiting: [dial, complete] })).toBe('Waits for CTI: complete transfer, and 1 more');
});

test('so is one on a chat, an action item or a domain, with what it waits for', () => {
  const click = { goesBy: 'sessions', id: '3', channel: 'chat', name: 'Maria Kowalczyk' } as const;
  const words = (part: Partial<Extract<WaitingClick, { goesBy: 'sessions' }>>): string =>
    waitingClick({ waiting: [{ ...click, action: 'accept', ...part }] });
  expect(waitingSentence({ waiting: [dial, { ...click, action: 'accept' }] })).toBe(
    'Waits for a session manager: accept Maria Kowalczyk, and 1 more',
  );
  expect(words({ action: 'reject' })).toBe('reject Maria Kowalczyk');
  expect(words({ action: 'end' })).toBe('end chat with Maria Kowalczyk');
  expect(words({ action: 'end', channel: 'action', name: 'Refund' })).toBe('done with Refund');
  expect(words({ action: 'ready' })).toBe('Ready for chat');
  expect(words({ action: 'not-ready', channel: 'action' })).toBe('Not Ready for action items');
});
