import { expect, test } from 'vitest';
import { downPair, loggedOut, movedPair, notReady, now, pair } from '../fixtures/desk-states.ts';
import {
  answeringWords,
  connectionsAdvice,
  connectionsWords,
  helpDeskText,
  isUnencrypted,
  jackLook,
  sideWord,
  unencryptedWords,
} from './connection-words.ts';

const all = notReady.connections;

test.each([
  [all, 'All on A'],
  [{ ...all, cti: movedPair('cti') }, 'CTI on B'],
  [{ ...all, cti: movedPair('cti'), sip: movedPair('sip') }, '2 services moved'],
  [{ ...all, cti: pair('cti', 'B') }, 'All answering'],
  [{ ...all, cti: { ...movedPair('cti'), status: 'up' } as const }, 'CTI has no standby'],
  [
    {
      ...all,
      cti: { ...movedPair('cti'), status: 'up' } as const,
      sip: { ...movedPair('sip'), status: 'up' } as const,
    },
    '2 have no standby',
  ],
  [{ ...all, cti: downPair('cti') }, 'CTI not answering'],
  [{ ...all, cti: downPair('cti'), sip: downPair('sip') }, '2 services down'],
  [{ ...all, sip: { ...pair('sip'), status: 'connecting', inUse: null } as const }, 'Connecting SIP'],
  [loggedOut.connections, 'All on A'],
])('says what is wrong, else where everything is (%#)', (connections, words) => {
  expect(connectionsWords(connections)).toBe(words);
});

test('a jack is filled in use, amber where moved, struck where silent', () => {
  const moved = movedPair('cti');
  expect([jackLook(pair('cti'), 'A'), jackLook(pair('cti'), 'B')]).toEqual(['on', 'free']);
  expect([jackLook(moved, 'A'), jackLook(moved, 'B')]).toEqual(['off', 'moved']);
});

test('tells the agent what to do, which is nothing while one side answers', () => {
  expect(connectionsAdvice({ ...all, cti: movedPair('cti') })).toBe(
    'Nothing for you to do. CTI has no standby until A answers again.',
  );
  expect(connectionsAdvice({ ...all, cti: downPair('cti') })).toMatch(
    /^Neither CTI server answers\. Switchhook goes on/,
  );
  expect(
    connectionsAdvice({
      ...all,
      licensing: downPair('licensing'),
      cti: downPair('cti'),
      sip: downPair('sip'),
    }),
  ).toMatch(/^No licensing, CTI or SIP server answers\./);
});

test('a side that was never asked is not said to stand by, and one in use may not answer', () => {
  const { A, B } = pair('cti').sides;
  expect(sideWord({ ...B, state: 'untried', answeredAt: null })).toBe('Not tried');
  expect(sideWord({ ...A, error: 'did not answer' })).toBe('Does not answer');
  const untried = { ...pair('configuration'), sides: { A, B: { ...B, state: 'untried' } } } as const;
  expect(answeringWords(untried)).toBe('server A answering');
});

test('addresses that work and are wrong are for IT', () => {
  const cti = { ...pair('cti'), misconfigured: 'Both lead to one server.' };
  expect(connectionsAdvice({ ...all, cti })).toBe(
    'The addresses of CTI are not right, though they work: copy this for IT.',
  );
  expect(helpDeskText({ ...all, cti }, now)).toMatch(/Both lead to one server\.$/);
});

test('says which servers answer', () => {
  expect(answeringWords(pair('configuration'))).toBe('servers A and B answering');
  expect(answeringWords(movedPair('configuration'))).toBe('server B answering');
  expect(answeringWords(downPair('configuration'))).toBe('no server answering');
});

test('the help desk gets every server with address, state and cause', () => {
  const text = helpDeskText({ ...all, cti: movedPair('cti') }, now);
  expect(text.split('\n')).toHaveLength(11);
  expect(text).toMatch(/CTI server A \(10\.0\.0\.1:8110\): no answer since \d\d:40:23 \(2026-05-05T08:40:23/);
  expect(text).toContain('No heartbeat from 10.0.0.1:8110 for 5 s');
  expect(text).toMatch(/SIP server B \(10\.0\.0\.2:8443\): standby since .*, last answered \d\d:39:58/);
});

test('a connection without encryption over the network is named, one on this computer is not', () => {
  const { sides, ...cti } = pair('cti');
  const spoken = (security: 'plain' | 'own-computer') => ({
    ...all,
    cti: { ...cti, sides: { A: { ...sides.A, security }, B: { ...sides.B, security } } } as const,
  });
  expect(unencryptedWords(all)).toBe('');
  expect(unencryptedWords(spoken('own-computer'))).toBe('');
  expect(unencryptedWords(spoken('plain'))).toBe('CTI A, CTI B: not encrypted');
  expect(helpDeskText(spoken('plain'), now)).toContain('in use, not encrypted, since');
});

test('nothing is said to be open where policy allowed no connection', () => {
  const { sides } = downPair('cti');
  expect(isUnencrypted({ ...sides.A, security: 'plain' })).toBe(false);
});
