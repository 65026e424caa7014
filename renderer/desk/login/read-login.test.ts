import { describe, expect, test } from 'vitest';
import { readLogin } from './read-login.ts';

const pair = { a: '10.0.0.1:8150', b: '10.0.0.2:8150' };
const blended = { agentLoginType: 0, sessions: pair } as const;
const read = (media: string, profile: Parameters<typeof readLogin>[1] = blended) =>
  readLogin(`12345;xxyyzz;52513${media === '' ? '' : `;${media}`}`, profile);

describe('a profile with session managers', () => {
  test.each([
    ['pm2c', { voice: 1, actions: 2, chats: 1 }],
    ['', { voice: 1, actions: 1, chats: 1 }],
    ['m6', { voice: 0, actions: 6, chats: 0 }],
    ['c5', { voice: 0, actions: 0, chats: 5 }],
  ])('%s is read', (media, channels) => {
    expect(read(media)).toEqual({ failure: null, channels });
  });

  test.each([
    ['pm4c', 'm4 asks for 2 sessions too many', 'Write m2, or leave out the voice or the chat.', 'pm2c'],
    ['pm3c', 'm3 asks for 1 session too many', 'Write m2, or leave out the voice or the chat.', 'pm2c'],
    ['pm2c2', 'm2 asks for 1 session too many', 'Write m, or leave out the voice or the chats.', 'pmc2'],
    ['mc5', 'c5 asks for 1 session too many', 'Write c4, or leave out the action item.', 'mc4'],
  ])('%s is over the six, and says what to write', (media, title, advice, to) => {
    const { failure } = read(media);
    expect(failure).toMatchObject({
      part: 'media',
      title,
      remedies: [{ action: 'change-login-string', to }],
    });
    expect(failure?.message).toContain(advice);
    expect(read(to).failure).toBeNull();
  });

  test('where no one number does it, none is offered', () => {
    const { failure, channels } = read('pm6c5');
    expect(failure).toMatchObject({ title: 'pm6c5 asks for 8 sessions too many', remedies: [] });
    expect(channels).toEqual({ voice: 1, actions: 6, chats: 5 });
  });

  test('points at the letter that asks for too many', () => {
    expect(read('pm4c').failure?.at).toBe('12345;xxyyzz;52513;p'.length + 1);
  });
});

test('a profile without them has voice alone', () => {
  const alone = { agentLoginType: 0, sessions: null } as const;
  expect(read('', alone)).toEqual({ failure: null, channels: { voice: 1, actions: 0, chats: 0 } });
  expect(read('pm2c', alone).failure?.title).toBe('pm2c asks for more than voice');
});
