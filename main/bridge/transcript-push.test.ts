import { expect, test } from 'vitest';
import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { TranscriptPage } from '../../contract/desk/transcript.ts';
import type { ChatMessage } from '../../contract/sessions/interaction.ts';
import { newDesk } from '../desk/model.ts';
import { messagesSample } from '../desk/testing/session-samples.ts';
import { heldTimers } from '../testing/held-timers.ts';
import { createStatePush, frameMs } from './state-push.ts';
import { createTranscriptPush } from './transcript-push.ts';

/** A desk's transcripts, the window's push, and all that reached the window, in order. */
function pushed(transcripts: Record<string, readonly ChatMessage[]> = {}) {
  const sent: TranscriptPage[] = [];
  const timers = heldTimers();
  let tell: (page: TranscriptPage) => void = () => undefined;
  const desk = {
    transcripts: () => Object.entries(transcripts).map(([sessionId, messages]) => ({ sessionId, messages })),
    onTranscript: (listener: (page: TranscriptPage) => void) => {
      tell = listener;
      return () => undefined;
    },
  };
  const push = createTranscriptPush(desk, (page) => sent.push(page), timers);
  const came = (sessionId: string, messages: readonly ChatMessage[]): void => tell({ sessionId, messages });
  const numbers = () =>
    sent.map(({ sessionId, messages }) => [sessionId, ...messages.map(({ number }) => number)]);
  return { sent, timers, push, came, numbers };
}

test('a window that is about to draw gets everything, 200 messages at once', () => {
  const { push, sent } = pushed({ 'chat-1': messagesSample(1, 450), 'chat-2': messagesSample(1, 3) });
  push.all();
  expect(sent.map(({ sessionId, messages }) => [sessionId, messages[0]?.number, messages.length])).toEqual([
    ['chat-1', 1, 200],
    ['chat-1', 201, 200],
    ['chat-1', 401, 50],
    ['chat-2', 1, 3],
  ]);
});

test('what is written in one frame goes together, at its end', () => {
  const { came, numbers, timers } = pushed();
  came('chat-1', messagesSample(1, 2));
  came('chat-2', messagesSample(7, 1));
  came('chat-1', messagesSample(3, 1));
  expect(numbers()).toEqual([]);
  timers.advance(frameMs);
  expect(numbers()).toEqual([
    ['chat-1', 1, 2, 3],
    ['chat-2', 7],
  ]);
  timers.advance(10 * frameMs);
  expect(numbers()).toHaveLength(2);
  expect(timers.pending()).toBe(0);
});

test('a page that takes the place of what waits goes after it', () => {
  const { came, numbers, push } = pushed();
  came('chat-1', messagesSample(5, 3));
  came('chat-1', messagesSample(6, 1));
  push.flush();
  expect(numbers()).toEqual([
    ['chat-1', 5, 6, 7],
    ['chat-1', 6],
  ]);
});

test('what waits for a window that draws anew is in what it gets', () => {
  const { came, numbers, push, timers } = pushed({ 'chat-1': messagesSample(1, 2) });
  came('chat-1', messagesSample(2, 1));
  push.all();
  timers.advance(frameMs);
  expect(numbers()).toEqual([['chat-1', 1, 2]]);
});

test('six chats of 1,000 messages, 200 events a second: each message is copied once, before the state that counts it', () => {
  const chats = Array.from({ length: 6 }, (_, index) => `chat-${index + 1}`);
  const { push, came, timers, sent } = pushed(
    Object.fromEntries(chats.map((id) => [id, messagesSample(1, 1_000)])),
  );
  const { view } = newDesk({ deskId: 'd', deskName: 'D', phone: 'softphone', systemUser: 'ines' }, 0);
  /** So many messages had reached the window when each state did; a state counts them in its offset here. */
  const counted: { readonly told: number; readonly had: number }[] = [];
  const had = (): number => sent.reduce((sum, { messages }) => sum + messages.length, 0);
  const states = createStatePush((state: DeskState) => {
    push.flush();
    counted.push({ told: state.clockOffsetMs, had: had() - 6_000 });
  }, timers);
  push.all();
  expect(had()).toBe(6_000);
  for (let event = 1; event <= 200; event += 1) {
    came(chats[event % 6] ?? '', messagesSample(1_001 + Math.floor(event / 6), 1));
    states.show({ ...view, clockOffsetMs: event });
    timers.advance(5);
  }
  timers.advance(frameMs);
  expect(had()).toBe(6_200);
  expect(counted.at(-1)).toEqual({ told: 200, had: 200 });
  expect(counted.filter((one) => one.had < one.told)).toEqual([]);
});
