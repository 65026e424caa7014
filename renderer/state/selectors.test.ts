import { expect, test } from 'vitest';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { consulting, ringingSession, talking, talkingSession, wrapUp } from '../desk/fixtures/calls.ts';
import { notReady } from '../desk/fixtures/desk-states.ts';
import { consultation, toolbarSession } from './selectors.ts';

test('the toolbar acts on the call that is not on hold, on the one that rings, on the one that lives', () => {
  expect(toolbarSession(notReady)).toBeNull();
  expect(toolbarSession(wrapUp)).toBeNull();
  expect(toolbarSession(talking)?.id).toBe('call-1');
  expect(toolbarSession(consulting)?.id).toBe('call-3');
  const ended = { ...talkingSession, phase: 'ended' } as const;
  expect(toolbarSession({ sessions: [ended, ringingSession], selectedSession: 'call-1' })?.id).toBe('call-2');
});

test('a call that rings does not take the buttons from the call that is open', () => {
  const both = { sessions: [talkingSession, ringingSession], selectedSession: 'call-1' };
  expect(toolbarSession(both)?.id).toBe('call-1');
});

test('a consultation is over when either call has ended', () => {
  const [first, consult] = voiceSessions(consulting.sessions);
  if (!first || !consult) throw new Error('the fixture has two calls');
  expect(consultation(consulting)?.first.id).toBe('call-1');
  expect(consultation({ sessions: [first, { ...consult, phase: 'ended' }] })).toBeNull();
  expect(consultation({ sessions: [{ ...first, phase: 'ended' }, consult] })).toBeNull();
});
