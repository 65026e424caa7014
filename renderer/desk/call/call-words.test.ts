import { expect, test } from 'vitest';
import { consulting, lost, ringingSession, talking, talkingSession, wrapUp } from '../fixtures/calls.ts';
import { agent, before, now } from '../fixtures/desk-states.ts';
import { callTabWords } from '../rail/call-tab-words.ts';
import { railSlots } from '../rail/rail-slots.ts';
import { callerFacts, variableFacts } from '../ringing/caller-facts.ts';
import { lineStretches, spokenLine } from './call-line-words.ts';
import { qualityWords } from './quality-words.ts';

test.each([
  [4.4, 'The line is clear', 4, 'neutral'],
  [4, 'The line is clear', 4, 'neutral'],
  [3.99, 'A little rough', 3, 'neutral'],
  [3.6, 'A little rough', 3, 'neutral'],
  [3.59, 'Words are breaking up', 2, 'fair'],
  [3.1, 'Words are breaking up', 2, 'fair'],
  [3.09, 'Hard to hear', 1, 'poor'],
] as const)('MOS %d: %s', (mos, title, bars, tone) => {
  expect(qualityWords({ mos })).toMatchObject({ title, bars, tone });
});

test('no report is not a good line', () => {
  expect(qualityWords(null)).toMatchObject({ title: 'Not measured', bars: 0 });
});

test('the call’s line has each stretch as long as it took, the last one running', () => {
  const { segments } = talkingSession.call;
  const stretches = lineStretches(segments, now);
  expect(stretches.map(({ label }) => label)).toEqual([
    'Menu 1:12',
    'Queue 0:48',
    'Talking 2:05',
    'Hold 0:21',
    'Talking 1:46',
  ]);
  expect(lineStretches(segments, now + 2_000).at(-1)?.label).toBe('Talking 1:48');
  expect(spokenLine(segments, now)).toContain('queue 48 seconds, talking 2 minutes 5 seconds');
});

test('a stretch too short for its label keeps its place without one', () => {
  const short = lineStretches(
    [
      { kind: 'alerting', startedAt: before(302), endedAt: before(300) },
      { kind: 'talking', startedAt: before(300), endedAt: before(100) },
      { kind: 'talking', startedAt: before(100), endedAt: null },
    ],
    now,
  );
  expect(short.map(({ labelled }) => labelled)).toEqual([false, true, true]);
});

test('a tab says kind and status, and last known where only CTI could know', () => {
  expect(callTabWords(talkingSession, talking.agent).what).toBe('Voice · Talking');
  expect(callTabWords(talkingSession, lost.agent)).toMatchObject({ what: 'Voice · Talking' });
  expect(callTabWords({ ...talkingSession, phone: null }, lost.agent)).toEqual({
    what: 'Voice · Last known talking',
    since: null,
  });
  expect(callTabWords({ ...talkingSession, phase: 'ended' }, wrapUp.agent).what).toBe('Voice · Wrap-up');
  expect(callTabWords({ ...talkingSession, phase: 'held' }, agent).since).toBe(before(127));
});

test('a voice channel keeps a slot in reserve until a second call takes it', () => {
  expect(railSlots(talking)).toMatchObject({
    slots: ['here', 'held', 'free', 'free', 'free', 'free'],
    reserved: 1,
    free: 4,
  });
  expect(railSlots(consulting)).toMatchObject({ reserved: 0, free: 4 });
  expect(railSlots(lost)).toMatchObject({ count: null, reserved: 0, free: 0 });
});

test('caller facts: the wait, what the call brought, the last contact', () => {
  expect(callerFacts(ringingSession.call, now)).toEqual([
    { label: 'Waited', value: '1:36' },
    { label: 'Asked for', value: 'Moving home, new address' },
    { label: 'Account', value: '4410 7731 15' },
    { label: 'Last time', value: '2 Apr, chat, settled' },
  ]);
  expect(callerFacts({ ...ringingSession.call, segments: [], variables: {}, customer: null }, now)).toEqual(
    [],
  );
});

test('names of call variables are read as words, empty ones are left out', () => {
  expect(variableFacts({ variables: { askedFor: 'x', 'account-number': '1', empty: '' } })).toEqual([
    { label: 'Asked for', value: 'x' },
    { label: 'Account number', value: '1' },
  ]);
});
