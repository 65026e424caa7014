import { expect, test } from 'vitest';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { consulting, ringingSession, talking, talkingSession, wrapUp } from '../desk/fixtures/calls.ts';
import { notReady } from '../desk/fixtures/desk-states.ts';
import {
  questionFromJo,
  rebill,
  ringsInToolbar,
  sixSessions,
  tomasz,
} from '../desk/fixtures/interactions.ts';
import {
  besideInToolbar,
  consultation,
  offers,
  ringingTab,
  tabsInOrder,
  toolbarSession,
} from './selectors.ts';

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

test('tabs are voice above chats above action items above manual ones; within a kind places never move', () => {
  const second = { ...tomasz, id: 'chat-2' };
  const all = [questionFromJo, rebill, second, tomasz, talkingSession];
  expect(tabsInOrder(all).map(({ id }) => id)).toEqual([
    'call-1',
    'chat-2',
    'chat-1',
    'action-1',
    'manual-1',
  ]);
  expect(tabsInOrder(ringsInToolbar.sessions)).toHaveLength(6);
  expect(offers(sixSessions.sessions).map(({ id }) => id)).toEqual(['chat-1']);
});

test('a call without a tab stands beside the one on the line, and is the toolbar’s while he talks in it', () => {
  expect(ringingTab(ringsInToolbar)).toBeNull();
  expect(toolbarSession(ringsInToolbar)?.id).toBe('call-1');
  expect(besideInToolbar(ringsInToolbar)?.id).toBe('call-2');
  const held = { ...talkingSession, phase: 'held' } as const;
  const answered = { ...ringingSession, place: 'toolbar', phase: 'talking' } as const;
  const both = { sessions: [held, answered], selectedSession: 'call-1' };
  expect(toolbarSession(both)?.id).toBe('call-2');
  expect(besideInToolbar(both)).toBeNull();
  const bothHeld = { sessions: [held, { ...answered, phase: 'held' as const }], selectedSession: 'call-1' };
  expect(toolbarSession(bothHeld)?.id).toBe('call-1');
  expect(besideInToolbar(bothHeld)?.id).toBe('call-2');
  expect(besideInToolbar({ sessions: [answered], selectedSession: null })).toBeNull();
});
