import { describe, expect, it } from 'vitest';
import { bufferSessions, channelsAsked, mostSessions, totalSessions } from './channel-sessions.ts';
import combinations from './testing/channel-combinations.json' with { type: 'json' };

/** The rows of the seed's tables: voice, action items, chats, total. */
const rows = combinations.rows.map(([voice = 0, actions = 0, chats = 0, total = 0]) => {
  return [voice === 1 ? 1 : 0, actions, chats, total] as const;
});

describe('channel combinations', () => {
  it.each(rows)('%i voice, %i action items and %i chats take %i sessions', (voice, actions, chats, total) => {
    expect(totalSessions({ voice, actions, chats })).toBe(total);
  });

  it('are those of the tables and no others', () => {
    const fits: string[] = [];
    for (const voice of [0, 1] as const) {
      for (let actions = 0; actions <= 7; actions++) {
        for (let chats = 0; chats <= 7; chats++) {
          const total = totalSessions({ voice, actions, chats });
          if (total > 0 && total <= mostSessions) fits.push([voice, actions, chats, total].join());
        }
      }
    }
    expect(fits.sort()).toEqual(rows.map((row) => row.join()).sort());
    expect(rows.length).toBe(32);
  });

  it('have a buffer session for voice and one for chat, none for action items', () => {
    expect(bufferSessions({ voice: 1, actions: 1, chats: 2 })).toBe(2);
    expect(bufferSessions({ voice: 0, actions: 6, chats: 0 })).toBe(0);
  });
});

describe('what a login asks for', () => {
  const defaults = { actions: 2, chats: 1 };
  it.each([
    ['nothing written', 'defaults', { voice: 1, actions: 2, chats: 1 }],
    [
      'bare letters',
      { voice: true, actions: 'default', chats: 'default' },
      { voice: 1, actions: 2, chats: 1 },
    ],
    ['numbers', { voice: false, actions: 4, chats: null }, { voice: 0, actions: 4, chats: 0 }],
  ] as const)('with %s', (_, media, asked) => {
    expect(channelsAsked(media, defaults)).toEqual(asked);
  });
});
