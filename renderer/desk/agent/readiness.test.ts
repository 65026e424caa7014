import { describe, expect, test } from 'vitest';
import { talking } from '../fixtures/calls.ts';
import { downPair, notReady, pair, ready } from '../fixtures/desk-states.ts';
import { blended, blendedReady, withoutDomain } from '../fixtures/interactions.ts';
import { stateWords } from './agent-words.ts';
import { domainChoices } from './domain-choices.ts';
import { channelsWords } from './readiness.ts';

const words = (desk: typeof ready) => stateWords(desk, null);
const none = blendedReady.domains.map((one) => ({ ...one, isReady: false, reasonCode: 60_004 }));

describe('the plate', () => {
  test('Ready names the channels', () => {
    expect(words(blendedReady)).toMatchObject({ word: 'Ready', detail: 'Voice, chat and action items' });
    const [voice, chat] = blendedReady.domains;
    if (!voice || !chat) throw new Error('the fixture has domains');
    expect(words({ ...blendedReady, domains: [voice, chat] }).detail).toBe('Voice and chat');
    expect(words(ready).detail).toBe('Voice');
  });

  test('Partial: ready in some domains only, while in no call; what the system did says why', () => {
    expect(words({ ...blendedReady, domains: withoutDomain('chat', null) })).toEqual({
      tone: 'partial',
      icon: 'partial',
      word: 'Partial',
      detail: 'Voice and action items only',
    });
    const rona = { ...blended(notReady), domains: withoutDomain('voice', 32_767) };
    expect(words(rona)).toMatchObject({
      word: 'Partial',
      detail: 'Call not answered: chat and action items only',
    });
    const unanswered = { ...blendedReady, domains: withoutDomain('chat', 60_004) };
    expect(words(unanswered).detail).toBe('Work not answered: voice and action items only');
    expect(words({ ...blended(talking), domains: withoutDomain('chat', null) }).word).toBe('Talking');
  });

  test('ready in none is Not Ready, whatever the switch has, with the reason in words', () => {
    expect(words({ ...blendedReady, domains: none })).toMatchObject({
      word: 'Not Ready',
      detail: 'Work not answered',
    });
    expect(words({ ...blended(notReady), domains: none }).detail).toBe('Reason 1');
  });

  test('while no session manager answers, only voice is known', () => {
    const silent = {
      ...blendedReady,
      domains: withoutDomain('chat', null),
      connections: { ...blendedReady.connections, sessions: downPair('sessions') },
    };
    expect(words(silent)).toMatchObject({ word: 'Ready', detail: 'Voice' });
  });
});

test('the menu has each domain but voice, with why it is not ready', () => {
  const choices = domainChoices({ ...blendedReady, domains: withoutDomain('chat', 60_004) }, null);
  expect(choices.map(({ label, note }) => [label, note])).toEqual([
    ['Ready for chat', 'Not Ready now: Work not answered'],
    ['Not Ready for action items', 'Ready now, 0 of 2 open'],
  ]);
  expect(choices[0]?.command).toEqual({ type: 'setDomainReady', domainId: 5_001, isReady: true });
  expect(choices[1]?.command).toEqual({ type: 'setDomainReady', domainId: 5_002, isReady: false });
});

test('while no session manager answers the domains are off, with why', () => {
  const silent = {
    ...blendedReady,
    connections: { ...blendedReady.connections, sessions: downPair('sessions') },
  };
  expect(domainChoices(silent, null)).toMatchObject([
    { off: true, note: 'No session manager answers' },
    { off: true },
  ]);
});

test('while one is looked for a click on them waits', () => {
  const sessions = { ...pair('sessions'), status: 'connecting', inUse: null } as const;
  const looking = { ...blendedReady, connections: { ...blendedReady.connections, sessions } };
  expect(domainChoices(looking, null)).toMatchObject([
    { off: false, note: 'A session manager is looked for' },
    { off: false },
  ]);
});

test('channels inside a sentence', () => {
  expect(channelsWords([])).toBe('');
  expect(channelsWords(['action'])).toBe('Action items');
});
