import { expect, test } from 'vitest';
import { before, now } from '../fixtures/desk-states.ts';
import { tomaszMessages } from '../fixtures/interactions.ts';
import { dayHeading, firstName, roomWords, unconfirmed } from './chat-words.ts';

test.each([
  ['Tomasz Wrona', 'Tomasz'],
  ['Cher', 'Cher'],
  ['J. Adeyemi', 'J. Adeyemi'],
  ['  Priya  Raman ', 'Priya'],
  ['', 'Customer'],
])('%s is called %s', (name, called) => {
  expect(firstName(name)).toBe(called);
});

test('a day stands over its first message', () => {
  expect(dayHeading(now, null, now)).toBe('Today');
  expect(dayHeading(now, before(60), now)).toBeNull();
  expect(dayHeading(before(86_400), null, now)).toBe('4 May');
  expect(dayHeading(now, before(86_400), now)).toBe('Today');
});

test('what came back as a message is not being sent any more', () => {
  const unsent = [
    { id: 'm-2', text: 'x', at: now },
    { id: 'r-9', text: 'y', at: now },
  ];
  expect(unconfirmed(unsent, tomaszMessages).map(({ id }) => id)).toEqual(['r-9']);
});

test('the room of a reply is said near its end', () => {
  expect(roomWords(8_999)).toBeNull();
  expect(roomWords(9_120)).toBe('9,120 of 10,000 characters');
  expect(roomWords(10_000)).toMatch(/^10,000 characters is the most/);
});
