import { expect, test } from 'vitest';
import type { ChatMessage } from '../../contract/sessions/interaction.ts';
import { createTranscripts } from './transcripts.ts';

const messages = (first: number, count: number, text = 'Hello'): readonly ChatMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    messageId: `m-${first + index}`,
    number: first + index,
    from: 'customer',
    text,
    at: 10_000 + first + index,
  }));

/** As they come over the bridge: copied. */
function told(...pages: readonly (readonly [string, readonly ChatMessage[]])[]) {
  const transcripts = createTranscripts();
  const take = (sessionId: string, page: readonly ChatMessage[]): void =>
    transcripts.take(structuredClone({ sessionId, messages: page }));
  for (const [sessionId, page] of pages) take(sessionId, page);
  const of = (sessionId: string) => transcripts.store.getState()[sessionId];
  const numbers = (sessionId: string) => of(sessionId)?.map(({ number }) => number);
  return { transcripts, take, of, numbers };
}

test('pages follow on each other, each chat for itself', () => {
  const { numbers, of, take } = told(['chat-1', messages(1, 2)], ['chat-2', messages(1, 1)]);
  const before = of('chat-2');
  take('chat-1', messages(3, 2));
  expect(numbers('chat-1')).toEqual([1, 2, 3, 4]);
  expect(of('chat-2')).toBe(before);
});

test('a page takes the place of what there was from its first number on', () => {
  const { of, numbers, take } = told(['chat-1', messages(1, 4)]);
  take('chat-1', messages(3, 1, 'Corrected'));
  expect(numbers('chat-1')).toEqual([1, 2, 3]);
  expect(of('chat-1')?.[2]?.text).toBe('Corrected');
});

test('messages that did not change stay the very objects', () => {
  const { of, take } = told(['chat-1', messages(1, 3)]);
  const before = of('chat-1');
  take('chat-1', [...messages(2, 2), ...messages(4, 1)]);
  expect(
    of('chat-1')
      ?.slice(0, 3)
      .map((message, index) => message === before?.[index]),
  ).toEqual([true, true, true]);
  expect(of('chat-1')).toHaveLength(4);
});

test('what is told once more changes nothing', () => {
  const { of, take } = told(['chat-1', messages(1, 400)]);
  const before = of('chat-1');
  take('chat-1', messages(1, 200));
  take('chat-1', messages(201, 200));
  expect(of('chat-1')).toBe(before);
});

test('a transcript that came before its session is kept, one whose session is gone is not', () => {
  const { transcripts, numbers } = told(['chat-1', messages(1, 2)]);
  transcripts.keepOnly([]);
  expect(numbers('chat-1')).toEqual([1, 2]);
  transcripts.keepOnly(['chat-1', 'call-1']);
  transcripts.keepOnly(['call-1']);
  expect(numbers('chat-1')).toBeUndefined();
});
