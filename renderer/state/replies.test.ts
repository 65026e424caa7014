import { expect, test } from 'vitest';
import type { DeskCommand } from '../../contract/desk/desk-command.ts';
import type { CommandOutcome } from '../../contract/desk/desk-error.ts';
import { createReplies, replyOf } from './replies.ts';

const refusal: CommandOutcome = {
  ok: false,
  error: { code: 'x', title: 'No', message: '', details: {}, remedies: [] },
};
const chat = { id: 'chat-1', reply: 'kept' };

/** Commands whose answers the test gives, and time that passes where it says. */
function scripted() {
  const asked: {
    readonly command: DeskCommand;
    readonly end: (outcome?: CommandOutcome) => Promise<void>;
  }[] = [];
  const timers = new Map<() => void, number>();
  const replies = createReplies(
    (command) =>
      new Promise((resolve) => {
        const end = async (outcome: CommandOutcome = { ok: true }) => {
          resolve(outcome);
          for (let turns = 0; turns < 4; turns += 1) await Promise.resolve();
        };
        asked.push({ command, end });
      }),
    {
      now: () => 0,
      after: (milliseconds, callback) => {
        timers.set(callback, milliseconds);
        return () => timers.delete(callback);
      },
    },
  );
  const fire = (milliseconds: number): void => {
    for (const [callback, due] of timers) {
      if (due !== milliseconds) continue;
      timers.delete(callback);
      callback();
    }
  };
  const last = (type: DeskCommand['type']) => asked.findLast(({ command }) => command.type === type);
  const text = () => replyOf(replies.store.getState(), chat).text;
  return { replies, asked, fire, last, text };
}

test('begins with what main has', () => {
  expect(replyOf({}, chat)).toEqual({ text: 'kept', saving: 'saved' });
});

test('every letter goes to disk; the customer is told of typing once, and of its pause', () => {
  const { replies, asked, fire } = scripted();
  replies.edit('chat-1', 'H');
  replies.edit('chat-1', 'Hi');
  fire(5_000);
  expect(asked.map(({ command }) => command)).toEqual([
    { type: 'setTyping', sessionId: 'chat-1', isTyping: true },
    { type: 'saveReply', sessionId: 'chat-1', text: 'H' },
    { type: 'saveReply', sessionId: 'chat-1', text: 'Hi' },
    { type: 'setTyping', sessionId: 'chat-1', isTyping: false },
  ]);
});

test('what could not be saved is said, and saved by itself', async () => {
  const { replies, last, fire } = scripted();
  replies.edit('chat-1', 'Hi');
  await last('saveReply')?.end(refusal);
  expect(replies.store.getState()['chat-1']?.saving).toBe('failed');
  fire(2_000);
  await last('saveReply')?.end();
  expect(replies.store.getState()['chat-1']?.saving).toBe('saved');
});

test('what is sent leaves the field at once, and the disk only once main has it', async () => {
  const { replies, asked, last, text } = scripted();
  replies.edit('chat-1', 'Hi');
  void replies.send(chat);
  expect(text()).toBe('');
  expect(asked.filter(({ command }) => command.type === 'saveReply')).toHaveLength(1);
  await last('sendMessage')?.end();
  expect(last('saveReply')?.command).toEqual({ type: 'saveReply', sessionId: 'chat-1', text: '' });
});

test('what main refuses comes back into the field, before what was typed since', async () => {
  const { replies, last, text } = scripted();
  replies.edit('chat-1', 'Hi');
  const sent = replies.send(chat);
  replies.edit('chat-1', 'and more');
  await last('sendMessage')?.end(refusal);
  expect((await sent).ok).toBe(false);
  expect(text()).toBe('Hi\nand more');
});

test('what was typed since stays when the message went out', async () => {
  const { replies, last, text } = scripted();
  void replies.send(chat);
  expect(last('sendMessage')?.command).toMatchObject({ text: 'kept' });
  replies.edit('chat-1', 'next');
  await last('sendMessage')?.end();
  expect(text()).toBe('next');
  expect(last('saveReply')?.command).toMatchObject({ text: 'next' });
});

test('forgets sessions that are gone', () => {
  const { replies, fire, asked } = scripted();
  replies.edit('chat-1', 'Hi');
  replies.keepOnly([]);
  fire(5_000);
  expect(replies.store.getState()).toEqual({});
  expect(asked).toHaveLength(2);
});
