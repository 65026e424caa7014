import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../contract/configuration/messages.ts';
import type { DrivenDesk } from '../testing/driven-desk.ts';
import {
  backAgain,
  blended,
  blendedDesk,
  domainSample,
  domains,
  errorOf,
  inChat,
  interaction,
  offered,
  sentToSessions,
  sessionOpened,
  sessionsIdOf,
  sessionsLost,
  sessionsRefused,
  sessionsUp,
  told,
  transcript,
} from '../testing/session-manager.ts';
import { chats, interactionSample, messagesSample, withSessions } from '../testing/session-samples.ts';

/** With these desktop settings from the next moment on. */
function withDesktop(desk: DrivenDesk, desktop: Partial<Configuration['desktop']>): DrivenDesk {
  return desk.configured({ ...blended, desktop: { ...blended.desktop, ...desktop } });
}

const save = (desk: DrivenDesk, notes = 'Moved to the 15th'): DrivenDesk =>
  desk.command({ type: 'saveDraft', sessionId: 'chat-1', notes, disposition: null });

const finish = (desk: DrivenDesk): DrivenDesk => desk.command({ type: 'finishWrapUp', sessionId: 'chat-1' });

/** The id of what waits to be sent. */
const postOf = (desk: DrivenDesk): string =>
  Object.entries(desk.model.pending).find(([, { about }]) => about === 'post')?.[0] ?? '';

describe('an offer', () => {
  it('rings once, and is not opened', () => {
    const desk = offered(withSessions(blendedDesk(), ...chats(0)));
    expect(desk.effects('announceOffer')).toEqual([
      { type: 'announceOffer', sessionId: 'chat-1', from: 'Maria Kowalczyk' },
    ]);
    expect(offered(desk, { isCustomerTyping: true }).effects('announceOffer')).toEqual([]);
  });

  it('that is accepted is asked for, and is the agent’s when the event comes, with its page', () => {
    const first = interaction(offered(blendedDesk(), { interactionId: 'chat-0' }), {
      interactionId: 'chat-0',
    });
    const desk = offered(first, { variables: { account: '4410228907' } });
    desk.command({ type: 'acceptOffer', sessionId: 'chat-1' });
    const id = sessionsIdOf(desk, 'AcceptOfferRequest');
    expect(desk.outcome()).toBeNull();
    told(desk, { type: 'RequestConf', id });
    expect(desk.outcome()).toEqual({ ok: true });
    expect(desk.view).toMatchObject({ selectedSession: 'chat-0' });
    interaction(desk, { variables: { account: '4410228907' } });
    expect(desk.view).toMatchObject({ selectedSession: 'chat-1', sessions: [{}, { phase: 'active' }] });
    expect(desk.effects('openUrl')).toEqual([{ type: 'openUrl', url: 'https://crm.example/4410228907' }]);
  });

  it.each([
    [undefined, 'M0'],
    [true, 'M0'],
    [false, null],
  ])('that the agent rejects (reasons said: %s) goes back with %s', (rerouteReasons, reason) => {
    const desk = withDesktop(offered(blendedDesk()), rerouteReasons === undefined ? {} : { rerouteReasons });
    desk.command({ type: 'rejectOffer', sessionId: 'chat-1' });
    expect(sentToSessions(desk)).toMatchObject([
      { type: 'RejectOfferRequest', interactionId: 'chat-1', channel: 'chat', reason },
    ]);
    interaction(desk, { phase: 'ended', answeredAt: null });
    expect(desk.view.sessions).toEqual([]);
  });

  it.each([
    [{}, 6, 'A1'],
    [{ httpSessions: 5 }, 4, 'A0'],
    [{ rerouteReasons: false }, 6, null],
  ])(
    'that finds no tab (%o, %i open) is given back by the desk with %s, once and unseen',
    (desktop, open, reason) => {
      const desk = withDesktop(withSessions(blendedDesk(), ...chats(open)), desktop);
      offered(desk, { interactionId: 'action-9', channel: 'action' });
      expect(sentToSessions(desk)).toMatchObject([
        { type: 'RejectOfferRequest', interactionId: 'action-9', channel: 'action', reason },
      ]);
      expect(desk.view.sessions).toHaveLength(open);
      expect(desk.effects('announceOffer')).toEqual([]);
      expect(desk.view.banners.map(({ text }) => text)).toEqual([
        expect.stringMatching(`^An action item came at .* while all ${open} sessions were in use`),
      ]);
      offered(desk, { interactionId: 'action-9', channel: 'action', isCustomerTyping: true });
      expect(sentToSessions(desk)).toEqual([]);
    },
  );

  it('that rang out is gone, and answers a late click', () => {
    const desk = interaction(offered(blendedDesk()), { phase: 'ended', answeredAt: null });
    expect(desk.view.sessions).toEqual([]);
    expect(errorOf(desk.command({ type: 'acceptOffer', sessionId: 'chat-1' }).outcome())).toBe(
      'session.unknown',
    );
  });

  it('that comes back to this agent after it was over here is a session of its own', () => {
    const desk = save(inChat());
    interaction(desk, { phase: 'ended', endedAt: 9 });
    offered(desk);
    expect(desk.effects('post')).toMatchObject([{ request: { notes: 'Moved to the 15th' } }]);
    expect(desk.view.sessions).toMatchObject([{ phase: 'offered', draft: { notes: '' } }]);
  });

  it('that was accepted already cannot be accepted again; the connector’s no is told', () => {
    expect(errorOf(inChat().command({ type: 'acceptOffer', sessionId: 'chat-1' }).outcome())).toBe(
      'session.notOffered',
    );
    const desk = offered(blendedDesk()).command({ type: 'acceptOffer', sessionId: 'chat-1' });
    sessionsRefused(desk, sessionsIdOf(desk, 'AcceptOfferRequest'), 'notAllowedNow');
    expect(desk.outcome()).toMatchObject({
      ok: false,
      error: { title: 'Accepting it was refused', message: 'The connector says no' },
    });
  });
});

describe('an interaction that ends', () => {
  it('keeps its tab until the agent is done with it', () => {
    const desk = interaction(inChat(), { phase: 'ended', endedAt: 9 });
    expect(desk.view.sessions).toMatchObject([{ phase: 'ended' }]);
    expect(finish(desk).view.sessions).toEqual([]);
    expect(desk.effects('post')).toEqual([]);
  });

  it('is ended by the agent when the connector says so', () => {
    const desk = inChat().command({ type: 'endInteraction', sessionId: 'chat-1' });
    expect(sentToSessions(desk)).toMatchObject([{ type: 'EndInteractionRequest', interactionId: 'chat-1' }]);
    expect(desk.view.sessions).toMatchObject([{ phase: 'active' }]);
  });

  it('in wrap-up is finished with what was written, on disk before the wire', () => {
    const desk = finish(save(interaction(inChat(), { phase: 'wrap-up' })));
    expect(desk.view.sessions).toEqual([]);
    const [posted] = desk.effects('post');
    expect(posted).toMatchObject({
      agentId: '12345',
      request: {
        type: 'CompleteInteractionRequest',
        interactionId: 'chat-1',
        disposition: null,
        notes: 'Moved to the 15th',
      },
    });
    expect(sentToSessions(desk)).toEqual([]);
    const id = posted?.type === 'post' ? posted.request.id : '';
    expect(sentToSessions(desk.put({ type: 'inOutbox', id }))).toMatchObject([{ id }]);
    expect(told(desk, { type: 'RequestConf', id }).effects('posted')).toEqual([
      { type: 'posted', id, of: 'sessions' },
    ]);
  });

  it('and was finished here does not come back while the connector does not know it yet', () => {
    const desk = finish(interaction(inChat(), { phase: 'wrap-up' }));
    const id = postOf(desk);
    backAgain(desk.put({ type: 'inOutbox', id }), [interactionSample({ phase: 'wrap-up' })]);
    expect(desk.view.sessions).toEqual([]);
    expect(sentToSessions(desk)).toMatchObject([{ type: 'CompleteInteractionRequest', id }]);
  });

  it.each([
    ['ran out', (desk: DrivenDesk) => interaction(desk, { phase: 'ended' })],
    ['was finished', finish],
  ] as const)(
    'that %s while he typed sends his last keystrokes, on disk before he is answered',
    (_, closes) => {
      const desk = save(closes(interaction(inChat(), { phase: 'wrap-up' })), 'Moved to the 15th');
      expect(desk.view.sessions).toEqual([]);
      expect(desk.effects('post')).toMatchObject([
        {
          agentId: '12345',
          request: {
            type: 'CompleteInteractionRequest',
            interactionId: 'chat-1',
            notes: 'Moved to the 15th',
            disposition: null,
          },
        },
      ]);
      expect(desk.outcome()).toBeNull();
      const [posted] = desk.effects('post');
      const id = posted?.type === 'post' ? posted.request.id : '';
      expect(desk.put({ type: 'inOutbox', id }).outcome()).toEqual({ ok: true });
      expect(desk.effects('sendSessions')).toMatchObject([{ request: { id } }]);
    },
  );

  it('that is closed and was wiped out again sends nothing more', () => {
    const desk = save(interaction(interaction(inChat(), { phase: 'wrap-up' }), { phase: 'ended' }), '');
    expect([desk.outcome(), desk.effects('post')]).toEqual([{ ok: true }, []]);
  });

  it('that this desk has never had is refused', () => {
    const desk = blendedDesk();
    desk.command({ type: 'saveDraft', sessionId: 'chat-9', notes: 'x', disposition: null });
    expect(errorOf(desk.outcome())).toBe('session.unknown');
  });

  it('by itself after wrap-up goes where nothing was written, and stays where something was', () => {
    const wrappingUp = (): DrivenDesk => interaction(inChat(), { phase: 'wrap-up' });
    expect(interaction(wrappingUp(), { phase: 'ended' }).view.sessions).toEqual([]);
    expect(interaction(save(wrappingUp()), { phase: 'ended' }).view.sessions).toHaveLength(1);
    const typed = wrappingUp().command({ type: 'saveReply', sessionId: 'chat-1', text: 'One mo' });
    expect(interaction(typed, { phase: 'ended' }).view.sessions).toHaveLength(1);
  });

  it('cannot be finished before, nor without a disposition where one is required', () => {
    expect(errorOf(finish(inChat()).outcome())).toBe('wrapUp.inInteraction');
    const strict = withDesktop(interaction(inChat(), { phase: 'wrap-up' }), { dispositionRequired: true });
    expect(errorOf(finish(strict).outcome())).toBe('wrapUp.disposition');
    strict.command({ type: 'saveDraft', sessionId: 'chat-1', notes: '', disposition: 1 });
    expect(finish(strict).view.sessions).toEqual([]);
  });

  it('and is not known to the connector any more has its notes set aside, and says where', () => {
    const desk = finish(save(interaction(inChat(), { phase: 'wrap-up' })));
    const id = postOf(desk);
    sessionsRefused(desk.put({ type: 'inOutbox', id }), id, 'unknownInteraction');
    const [aside] = desk.effects('setPostAside');
    expect(aside).toMatchObject({ agentId: '12345', refusal: { code: 'unknownInteraction' } });
    if (aside?.type !== 'setPostAside') throw new Error('nothing was set aside');
    const { request, refusal } = aside;
    desk.put({ type: 'postSetAside', request, refusal, kept: { ok: true, value: { file: '/x/refused/1' } } });
    expect(desk.view.banners.map(({ text }) => text)).toEqual([
      'The connector did not take your notes on interaction chat-1: The connector says no. They are kept in /x/refused/1 and are not sent again.',
    ]);
  });
});

describe('notes of an earlier run', () => {
  const kept = { agentId: '12345', reply: 'One mo', draft: { notes: 'Rebill', disposition: 2, savedAt: 5 } };
  const started = (desk: DrivenDesk): DrivenDesk => {
    desk.model = { ...desk.model, keptDrafts: { 'chat-1': { ...kept, kind: 'chat' } } };
    return desk;
  };

  it('are in the chat again, and so is the reply that was begun', () => {
    const desk = started(blendedDesk());
    backAgain(desk, [interactionSample()]);
    expect(desk.view.sessions).toMatchObject([{ draft: { notes: 'Rebill' }, reply: 'One mo' }]);
  });

  it('on what is over by now go to the connector, not to the switch', () => {
    const desk = backAgain(started(blendedDesk()), []);
    expect(desk.effects('post')).toMatchObject([
      { request: { type: 'CompleteInteractionRequest', interactionId: 'chat-1', notes: 'Rebill' } },
    ]);
    expect(desk.model.keptDrafts).toEqual({});
  });
});

describe('media routing domains', () => {
  it('are as the connector tells them, and one alone is asked for', () => {
    const desk = domains(blendedDesk(), domainSample({ isReady: false }));
    expect(desk.view.domains).toMatchObject([{ isReady: false }]);
    desk.command({ type: 'setDomainReady', domainId: 5_001, isReady: true });
    expect(sentToSessions(desk)).toMatchObject([
      { type: 'SetDomainReadyRequest', domainId: 5_001, isReady: true },
    ]);
    expect(desk.view.domains).toMatchObject([{ isReady: false }]);
  });

  it('that are the switch’s, or of nobody, are not', () => {
    const desk = domains(blendedDesk(), domainSample({ domainId: 1, channel: 'voice' }));
    const ask = (domainId: number): string =>
      errorOf(desk.command({ type: 'setDomainReady', domainId, isReady: true }).outcome());
    expect([ask(1), ask(99)]).toEqual(['domain.voice', 'domain.unknown']);
  });
});

describe('with the phone', () => {
  it('a chat keeps what it has when the phone begins anew', () => {
    const desk = transcript(inChat(), messagesSample(1, 2));
    const before = desk.view.sessions;
    desk.phone({ type: 'ready' });
    expect(desk.view.sessions).toEqual(before);
  });

  it('and a chat selected, another’s messages count', () => {
    const desk = transcript(inChat(), messagesSample(1, 2));
    expect(desk.view.sessions).toMatchObject([{ unread: 0 }]);
    desk.command({ type: 'selectSession', sessionId: null });
    transcript(desk, messagesSample(3, 2));
    expect(desk.view.sessions).toMatchObject([{ unread: 2, last: { number: 4 } }]);
    desk.command({ type: 'selectSession', sessionId: 'chat-1' });
    expect(desk.view.sessions).toMatchObject([{ unread: 0 }]);
  });

  it('a desk that was started anew has read what its agent has answered', () => {
    const [first, second, third] = messagesSample(1, 3);
    if (!first || !second || !third) throw new Error('three messages');
    const desk = sessionOpened(sessionsUp(sessionsLost(blendedDesk()), 'B'), {
      interactions: [interactionSample()],
    });
    desk.command({ type: 'selectSession', sessionId: null });
    transcript(desk, [first, { ...second, from: 'agent' }, third]);
    expect(desk.view.sessions).toMatchObject([{ unread: 1 }]);
  });
});
