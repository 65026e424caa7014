import { describe, expect, it } from 'vitest';
import type { DeskCommand } from '../../../contract/desk/desk-command.ts';
import type { Interaction } from '../../../contract/sessions/interaction.ts';
import type { DrivenDesk } from '../testing/driven-desk.ts';
import {
  backAgain,
  blendedDesk,
  errorOf,
  inChat,
  offered,
  openingOf,
  sentToSessions,
  sessionOpened,
  sessionsDown,
  sessionsIdOf,
  sessionsLost,
  sessionsRefused,
  sessionsUp,
  told,
} from '../testing/session-manager.ts';
import { interactionSample } from '../testing/session-samples.ts';

const sessionId = 'chat-1';
const accept = { type: 'acceptOffer', sessionId } as const;
const reject = { type: 'rejectOffer', sessionId } as const;
const end = { type: 'endInteraction', sessionId } as const;
const notReady = { type: 'setDomainReady', domainId: 5_001, isReady: false } as const;

const offer = (): DrivenDesk => offered(blendedDesk());
const asOffered = interactionSample({ phase: 'offered', answeredAt: null });
const asActive = interactionSample();

/** The session manager is lost, and he clicks before the other one is there. */
const clicksInGap = (desk: DrivenDesk, command: DeskCommand): DrivenDesk =>
  sessionsLost(desk).command(command);

/** The other session manager has opened the session, and told of these. */
const whole = (desk: DrivenDesk, ...interactions: readonly Interaction[]): DrivenDesk =>
  sessionOpened(sessionsUp(desk, 'B'), { interactions: [...interactions] });

const clicksSent = (desk: DrivenDesk): readonly string[] =>
  sentToSessions(desk).flatMap(({ type }) => (type === 'OpenCommunicationSessionRequest' ? [] : [type]));

describe('a click that needs a session manager while one is looked for', () => {
  it.each<readonly [DeskCommand, object, string, () => DrivenDesk, Interaction]>([
    [accept, { action: 'accept', name: 'Maria Kowalczyk' }, 'AcceptOfferRequest', offer, asOffered],
    [reject, { action: 'reject', channel: 'chat' }, 'RejectOfferRequest', offer, asOffered],
    [end, { action: 'end', name: 'Maria Kowalczyk' }, 'EndInteractionRequest', inChat, asActive],
    [notReady, { action: 'not-ready', channel: 'chat' }, 'SetDomainReadyRequest', inChat, asActive],
  ])('%o waits, is shown, and is sent once when one is whole', (command, shown, request, begins, after) => {
    const desk = clicksInGap(begins(), command);
    expect([desk.outcome(), clicksSent(desk)]).toEqual([null, []]);
    expect(desk.view.waiting).toMatchObject([{ goesBy: 'sessions', ...shown }]);
    expect(clicksSent(sessionsUp(desk, 'B')), 'not before it is whole').toEqual([]);
    expect(desk.view.waiting).toHaveLength(1);
    sessionOpened(desk, { interactions: [after] });
    expect(clicksSent(desk)).toEqual([request]);
    expect(desk.view.waiting).toEqual([]);
    const id = sentToSessions(desk).find(({ type }) => type === request)?.id ?? '';
    expect(told(desk, { type: 'RequestConf', id }).outcome()).toEqual({ ok: true });
    expect(clicksSent(backAgain(desk, [after]))).toEqual([]);
  });

  it('is asked again under the same id where the session manager that had it is lost too', () => {
    const desk = whole(clicksInGap(offer(), accept), asOffered);
    const id = sessionsIdOf(desk, 'AcceptOfferRequest');
    expect(sessionsLost(desk).view.waiting).toMatchObject([{ id, action: 'accept' }]);
    expect(sessionsIdOf(whole(desk, asActive), 'AcceptOfferRequest')).toBe(id);
  });

  it('waits too while all is told anew', () => {
    const desk = told(offer(), {
      type: 'DomainsEvent',
      sequence: 90,
      time: 1,
      domains: [],
    }).command(accept);
    expect(desk.outcome()).toBeNull();
    expect(clicksSent(sessionOpened(desk, { interactions: [asOffered] }))).toEqual(['AcceptOfferRequest']);
  });

  it.each<readonly [string, DeskCommand, () => DrivenDesk, readonly Interaction[], string]>([
    ['offer is gone', accept, offer, [], 'session.unknown'],
    ['offer is gone', reject, offer, [], 'session.unknown'],
    ['offer was accepted', accept, offer, [asActive], 'session.notOffered'],
    ['session is gone', end, inChat, [], 'session.unknown'],
  ])('is refused where its %s by then (%o), and not sent', (_, command, begins, after, code) => {
    const desk = whole(clicksInGap(begins(), command), ...after);
    expect(clicksSent(desk)).toEqual([]);
    expect(desk.outcome()).toMatchObject({
      error: { code, message: expect.stringContaining('before a session manager could be asked') },
    });
    expect(desk.view.waiting).toEqual([]);
  });

  it('is done where what it asks for is so by then', () => {
    const desk = whole(clicksInGap(inChat(), end), interactionSample({ phase: 'wrap-up' }));
    expect([desk.outcome(), clicksSent(desk)]).toEqual([{ ok: true }, []]);
  });

  it('that a session manager had before it was lost is asked again though it is over: it may have been done', () => {
    const desk = whole(sessionsLost(offer().command(accept)));
    expect(clicksSent(desk)).toEqual(['AcceptOfferRequest']);
  });

  it('gives way to the next one on the same thing', () => {
    const desk = clicksInGap(offer(), accept).command(reject);
    expect(desk.outcome()).toEqual({ ok: true });
    expect(desk.command(notReady).view.waiting).toMatchObject([
      { action: 'reject' },
      { action: 'not-ready' },
    ]);
    expect(clicksSent(whole(desk, asOffered))).toEqual(['RejectOfferRequest', 'SetDomainReadyRequest']);
  });

  it('is told after its time that it was not done', () => {
    const desk = clicksInGap(offer(), accept);
    desk.put({ type: 'commandTimedOut', commandId: desk.lastCommand });
    expect(errorOf(desk.outcome())).toBe('sessions.unsent');
    expect(desk.view.waiting).toEqual([]);
    expect(clicksSent(whole(desk, asOffered))).toEqual([]);
  });

  it('is told as soon as it is known that neither answers, and not done later', () => {
    const desk = sessionsDown(clicksInGap(offer(), accept));
    expect(errorOf(desk.outcome())).toBe('sessions.down');
    expect(desk.view.waiting).toEqual([]);
    expect(clicksSent(whole(desk, asOffered))).toEqual([]);
  });

  it('is told why the connector does not take him back, and so are those after it', () => {
    const desk = sessionsUp(clicksInGap(offer(), accept), 'B');
    sessionsRefused(desk, openingOf(desk), 'invalidCredentials');
    expect(errorOf(desk.outcome())).toBe('sessions.invalidCredentials');
    expect(errorOf(desk.command(accept).outcome())).toBe('sessions.refused');
    expect(desk.view.waiting).toEqual([]);
    expect(clicksSent(backAgain(desk, [asOffered])), 'another one may take him').toEqual([]);
    expect(clicksSent(desk.command(accept))).toEqual(['AcceptOfferRequest']);
  });

  it('is told that the connector has ended the session', () => {
    const desk = sessionsUp(clicksInGap(offer(), accept), 'B');
    told(desk, { type: 'CommunicationSessionClosedEvent', time: 1, why: 'another desk has the agent' });
    expect(errorOf(desk.outcome())).toBe('sessions.ended');
    expect(desk.view.waiting).toEqual([]);
  });

  it('is answered when the desk is left', () => {
    const desk = clicksInGap(offer(), accept).put({ type: 'leave' });
    expect(desk.outcome()).toMatchObject({ ok: false, error: { title: 'You are logged out' } });
    expect(desk.view.waiting).toEqual([]);
  });
});

describe('a click that needs a session manager', () => {
  it.each<DeskCommand>([accept, reject, notReady])(
    'is refused at once while neither answers: %o',
    (command) => {
      const desk = sessionsDown(sessionsLost(offer())).command(command);
      expect(errorOf(desk.outcome())).toBe('sessions.down');
      expect(desk.view.waiting).toEqual([]);
    },
  );

  it('waits again once one of them is connected', () => {
    const desk = sessionsUp(sessionsDown(sessionsLost(offer())), 'B').command(accept);
    expect(desk.outcome()).toBeNull();
    expect(clicksSent(sessionOpened(desk, { interactions: [asOffered] }))).toEqual(['AcceptOfferRequest']);
  });

  it('is not shown as waiting while a session manager has it', () => {
    expect(offer().command(accept).view.waiting).toEqual([]);
  });
});
