import { expect, test } from 'vitest';
import { clockTime } from '../../state/times.ts';
import { talkingSession } from '../fixtures/calls.ts';
import { after, before, downPair, now } from '../fixtures/desk-states.ts';
import * as interactions from '../fixtures/interactions.ts';
import { railSlots } from './rail-slots.ts';
import { tabWords } from './tab-words.ts';

/** 10:30 in Edinburgh; a computer elsewhere says it by its own clock. */
const dueToday = `Action item · Due ${clockTime(interactions.rebill.interaction.dueAt ?? 0)}`;
const { blendedReady: desk, tomasz, chatWith, actionWith, rebill, questionFromJo } = interactions;
const silent = { ...desk, connections: { ...desk.connections, sessions: downPair('sessions') } };
const words = (session: Parameters<typeof tabWords>[0], around = desk) => tabWords(session, around, now);

test('the tabs of the mock', () => {
  expect(words(interactions.tomaszOffered)).toMatchObject({
    name: 'Tomasz Wrona',
    icon: 'chat',
    what: 'Chat · Ringing',
    ends: { from: before(6), at: after(14) },
    unread: 3,
    isRinging: true,
  });
  expect(words(rebill)).toMatchObject({
    name: 'Rebill check, J. Adeyemi',
    icon: 'action',
    what: dueToday,
    since: null,
  });
  expect(words(questionFromJo)).toMatchObject({
    name: 'Question from Jo',
    icon: 'manual',
    what: 'Manual · Only on this desk',
    since: before(1_600),
  });
  expect(words(talkingSession)).toMatchObject({
    name: 'Aileen Mackay',
    icon: 'phone',
    what: 'Voice · Talking',
  });
});

test('a chat says whose turn it is, since the last message', () => {
  expect(words(tomasz)).toMatchObject({ what: 'Chat · Your turn', since: before(48) });
  const mine = { ...tomasz, last: interactions.tomaszMessages[1] ?? null };
  expect(words(mine)).toMatchObject({ what: 'Chat · You wrote last', since: before(420) });
  expect(words(chatWith({ isCustomerTyping: true })).what).toBe('Chat · Customer is typing');
  const unsent = { ...tomasz, unsent: [{ id: 'r', text: 'Hi', at: before(3) }] };
  expect(words(unsent)).toMatchObject({ what: 'Chat · You wrote last', since: before(3) });
  expect(words({ ...tomasz, last: null })).toMatchObject({ what: 'Chat · Your turn', since: before(560) });
});

test('how it ends', () => {
  const over = { endedAt: before(22), wrapUpEndsAt: after(38) };
  expect(words(chatWith({ phase: 'wrap-up', ...over }))).toMatchObject({
    what: 'Chat · Wrap-up',
    ends: { from: before(22), at: after(38) },
    isRinging: false,
  });
  expect(words(chatWith({ phase: 'ended' })).what).toBe('Chat · Ended');
  expect(words(chatWith({ phase: 'interrupted' })).what).toBe('Chat · Interrupted');
  expect(words(actionWith({ phase: 'ended' })).what).toBe('Action item · Done');
});

test('what is due another day says which', () => {
  expect(words(actionWith({ dueAt: now + 86_400_000 })).what).toBe(
    `Action item · Due 6 May, ${clockTime(now)}`,
  );
});

test('while no session manager answers, what may have changed is said as last known', () => {
  expect(words(tomasz, silent)).toMatchObject({
    what: 'Chat · Last known your turn',
    since: null,
    isKnown: false,
  });
  const unsent = { ...tomasz, unsent: [{ id: 'r', text: 'Hi', at: before(3) }] };
  expect(words(unsent, silent).what).toBe('Chat · Not sent yet');
  expect(words(interactions.tomaszOffered, silent)).toMatchObject({
    what: 'Chat · Last known ringing',
    ends: null,
  });
  expect(words(rebill, silent).what).toBe(dueToday);
  expect(words(questionFromJo, silent).isKnown).toBe(true);
});

test('the slots are in the rail’s order, and reserved ones are for what he is logged in for', () => {
  expect(railSlots(interactions.sixSessions).slots).toEqual(['here', 'ring', 'used', 'used', 'used', 'used']);
  expect(railSlots(interactions.chatOpen)).toMatchObject({
    slots: ['here', 'used', 'held', 'held', 'free', 'free'],
    reservedFor: 'Reserved for a call or a chat',
  });
  expect(railSlots(interactions.manualOpen)).toMatchObject({ reserved: 1, free: 4 });
  const fewer = { ...interactions.chatOpen, channels: { voice: 0, actions: 2, chats: 1 } } as const;
  expect(railSlots(fewer)).toMatchObject({ reserved: 1, free: 3, reservedFor: 'Reserved for a chat' });
});

test('a call in the toolbar has no slot', () => {
  expect(railSlots(interactions.ringsInToolbar).count).toEqual({ open: 6, most: 6 });
});
