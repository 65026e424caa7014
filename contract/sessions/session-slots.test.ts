import { expect, it } from 'vitest';
import { sessionSlots } from './session-slots.ts';

const none = { voice: 0, chat: 0, action: 0, manual: 0 };
/** Login `pm2c`. */
const blended = { voice: 1, actions: 2, chats: 1 } as const;

it.each([
  ['nothing open', none, { used: 0, reserved: 2, free: 4 }],
  ['a call and a chat', { ...none, voice: 1, chat: 1 }, { used: 2, reserved: 2, free: 2 }],
  ['a consultation', { ...none, voice: 2 }, { used: 2, reserved: 1, free: 3 }],
  ['a chat beside one in wrap-up', { ...none, chat: 2 }, { used: 2, reserved: 1, free: 3 }],
  ['a manual session, which fills a reserved one', { ...none, manual: 1 }, { used: 1, reserved: 1, free: 4 }],
  ['more manual sessions than reserved ones', { ...none, manual: 3 }, { used: 3, reserved: 0, free: 3 }],
  ['the look’s example', { voice: 1, chat: 1, action: 1, manual: 1 }, { used: 4, reserved: 1, free: 1 }],
  ['all six', { voice: 1, chat: 1, action: 1, manual: 3 }, { used: 6, reserved: 0, free: 0 }],
  [
    'five, of which none is manual',
    { ...none, voice: 1, chat: 1, action: 3 },
    { used: 5, reserved: 1, free: 0 },
  ],
])('counts %s', (_, open, slots) => {
  expect(sessionSlots(open, blended)).toEqual(slots);
});

it('keeps none in reserve for a channel that he is not logged in for', () => {
  expect(sessionSlots(none, { voice: 0, actions: 6, chats: 0 })).toEqual({ used: 0, reserved: 0, free: 6 });
  expect(sessionSlots({ ...none, voice: 1 }, { voice: 0, actions: 2, chats: 2 }).reserved).toBe(1);
});

it('has no more slots than the agent may have sessions', () => {
  expect(sessionSlots({ ...none, chat: 1 }, blended, 2)).toEqual({ used: 1, reserved: 1, free: 0 });
});
