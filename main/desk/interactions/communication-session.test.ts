import { describe, expect, it } from 'vitest';
import { DrivenDesk } from '../testing/driven-desk.ts';
import { configuration } from '../testing/samples.ts';
import {
  asksToOpen,
  backAgain,
  blended,
  blendedDesk,
  inChat,
  interaction,
  loginString,
  offered,
  openingOf,
  sentToSessions,
  sessionOpened,
  sessionsDown,
  sessionsIdOf,
  sessionsLost,
  sessionsOn,
  sessionsRefused,
  sessionsUp,
  told,
  transcript,
} from '../testing/session-manager.ts';
import { interactionSample, messagesSample } from '../testing/session-samples.ts';

describe('a login with chats and action items', () => {
  it('begins with licence, CTI connection and session managers at once', () => {
    const desk = new DrivenDesk().configured(blended).logIn(loginString);
    expect(desk.effects('openPair')).toMatchObject([
      { kind: 'licensing' },
      { kind: 'cti' },
      { kind: 'sessions', servers: { a: 'sm-a.example:8150', b: 'sm-b.example:8150' } },
    ]);
  });

  it('of voice alone has no session manager, and refuses other letters', () => {
    const desk = new DrivenDesk().configured(configuration).logIn('12345;xxyyzz;52513');
    expect(desk.effects('openPair')).toMatchObject([{ kind: 'licensing' }, { kind: 'cti' }]);
    expect(new DrivenDesk().configured(configuration).logIn(loginString).outcome()).toMatchObject({
      ok: false,
      error: { code: 'loginString.media' },
    });
  });

  it('asks the connector with the string as it was written, and who he is', () => {
    expect(sentToSessions(asksToOpen())).toEqual([
      {
        type: 'OpenCommunicationSessionRequest',
        id: expect.any(String),
        desk: { id: 'desk-1', name: 'PC-1' },
        agentId: '12345',
        password: 'xxyyzz',
        loginString,
        agentLoginType: 0,
        multiSession: true,
        has: {},
      },
    ]);
  });

  it('asks the switch once the connector has let him in, not before', () => {
    const desk = asksToOpen();
    expect(desk.sent()).toEqual([]);
    expect(desk.view.login).toMatchObject({
      step: 'communication-session',
      waitingFor: 'Waiting for the connector to let you in',
    });
    expect(sessionOpened(desk).sent()).toEqual(['SetAgentStateRequest']);
    expect(desk.snapshots().view).toMatchObject({
      login: { phase: 'logged-in' },
      channels: { voice: 1, actions: 2, chats: 1 },
      domains: [{ name: 'Chat' }],
    });
  });

  it('does not take the session from another desk that has the agent, unless it is to take him over', () => {
    const elsewhere = { desk: 'PC-7', device: '52520', since: 50_000 };
    const begun = (takeOver: boolean): DrivenDesk =>
      sessionsUp(
        new DrivenDesk().configured(blended).logIn(loginString, takeOver).licence().ctiUp().systemIs(),
      );
    expect(sentToSessions(begun(false))).toEqual([]);
    const refused = begun(false).agentStateAtSwitch(elsewhere);
    expect(sentToSessions(refused)).toEqual([]);
    expect(refused.view.login).toMatchObject({ error: { code: 'cti.agentLoggedInElsewhere' } });
    expect(sentToSessions(begun(true).agentStateAtSwitch(elsewhere))).toHaveLength(1);
  });

  it.each([
    [{ voice: 1, actions: 2, chats: 1 } as const, true],
    [{ voice: 0, actions: 2, chats: 1 } as const, false],
  ])('for %o asks the switch for voice: %s', (channels, withVoice) => {
    expect(sessionOpened(asksToOpen(), { channels }).effects('sendCti')).toMatchObject([
      { request: { target: { state: 'Login', withVoice } } },
    ]);
  });

  it.each([
    [
      '12345;xxyyzz;52513;pm3c',
      { limit: 'AppActionRoutingMaxSession', most: '2', asked: '3' },
      'AppActionRoutingMaxSession allows 2 action items; your login asks for 3. Write pm2c instead.',
      'pm2c',
    ],
    [
      '12345;xxyyzz;52513;pm4c',
      { limit: 'AppItemMaxSession', most: '6', asked: '8' },
      'AppItemMaxSession allows 6 sessions; your login asks for 8. Write pm2c instead.',
      'pm2c',
    ],
    [
      '12345;xxyyzz;52513;c4',
      { limit: 'AppChatMaxSession', most: '1', asked: '4' },
      'AppChatMaxSession allows 1 chat; your login asks for 4. Write c instead.',
      'c',
    ],
    [
      '12345;xxyyzz;52513;mc5',
      { limit: 'AppItemMaxSession', most: '6', asked: '7' },
      'AppItemMaxSession allows 6 sessions; your login asks for 7. Write c5 instead.',
      'c5',
    ],
  ])('of %s over a limit is blocked with its name and a string that fits', (text, details, message, to) => {
    const asked = asksToOpen(text);
    const desk = sessionsRefused(asked, openingOf(asked), 'overLimit', details);
    expect(desk.view.login).toMatchObject({
      phase: 'logged-out',
      error: { message, part: 'media', remedies: [{ action: 'change-login-string', to }] },
    });
    expect(JSON.stringify(desk.view)).not.toContain('xxyyzz');
    expect(desk.effects('closePair')).toMatchObject([{ kind: 'cti' }, { kind: 'sessions' }]);
    expect(desk.outcome()).toMatchObject({ ok: false });
  });

  it('over a limit by the defaults alone says so, and has no string instead', () => {
    const asked = asksToOpen('12345;xxyyzz;52513');
    const details = { limit: 'AppItemMaxSession', most: '3', asked: '6' };
    expect(sessionsRefused(asked, openingOf(asked), 'overLimit', details).view.login).toMatchObject({
      error: { message: expect.stringContaining('Ask for fewer'), remedies: [] },
    });
  });

  it.each([
    ['invalidCredentials', {}, 'The password is not right'],
    ['badLoginString', { part: 'media', at: '20' }, 'The connector refused your login string'],
    [
      'misconfigured',
      { key: 'CtiCheckMediaByDirectCall', value: '1', file: 'CRMConnectorSAP.ini' },
      'The connector is set up wrongly',
    ],
    ['ofALaterVersion', {}, 'The connector did not let you in'],
  ])('refused as %s says so', (code, details, title) => {
    const asked = asksToOpen();
    const desk = sessionsRefused(asked, openingOf(asked), code, details);
    expect(desk.view.login).toMatchObject({
      phase: 'logged-out',
      error: { code: `sessions.${code}`, title },
    });
  });

  it('to session managers that do not answer ends, and names both', () => {
    const desk = new DrivenDesk().configured(blended).logIn(loginString).licence().ctiUp().systemIs();
    sessionsDown(desk.agentStateAtSwitch());
    expect(desk.view.login).toMatchObject({
      error: {
        code: 'sessions.down',
        title: 'No session manager answers',
        message: expect.stringContaining('sm-a.example:8150'),
      },
    });
  });

  it('that the connector does not answer ends in time, and says who was waited for', () => {
    const desk = sessionsOn(asksToOpen(), 'A').put({ type: 'timer', timer: 'login-step' });
    expect(desk.view.login).toMatchObject({
      error: {
        code: 'login.timedOut',
        message: expect.stringMatching(/^The connector did not let you in .*session manager A \(sm-a/),
      },
    });
  });

  it('that is cancelled gives the session back', () => {
    const desk = asksToOpen().command({ type: 'cancelLogin' });
    expect(sentToSessions(desk)).toMatchObject([{ type: 'CloseCommunicationSessionRequest' }]);
    expect(desk.model.attempt).toBeNull();
  });
});

describe('a communication session', () => {
  it('is closed at logout, and what was of it is gone', () => {
    const desk = blendedDesk().command({ type: 'logOut', reasonCode: null });
    desk.agent({ state: 'LoggedOut' });
    expect(sentToSessions(desk)).toMatchObject([{ type: 'CloseCommunicationSessionRequest' }]);
    expect(desk.effects('closePair')).toMatchObject([{ kind: 'cti' }, { kind: 'sessions' }]);
    expect(desk.view).toMatchObject({ channels: null, domains: [] });
  });

  it('that another desk has taken over is not closed for it', () => {
    const desk = blendedDesk().cti({
      type: 'DisplacedEvent',
      time: 1,
      by: { desk: 'PC-7', device: '52520' },
    });
    expect(sentToSessions(desk)).toEqual([]);
    expect(desk.effects('closePair')).toMatchObject([{ kind: 'cti' }, { kind: 'sessions' }]);
  });

  it('that the connector has ended leaves the agent his calls, and is not taken back', () => {
    const desk = told(inChat(), {
      type: 'CommunicationSessionClosedEvent',
      time: 1,
      why: 'PC-7 has opened it.',
    });
    expect(desk.view).toMatchObject({ sessions: [], domains: [], login: { phase: 'logged-in' } });
    expect(desk.view.banners).toMatchObject([{ text: expect.stringContaining('PC-7 has opened it.') }]);
    expect(sentToSessions(sessionsUp(sessionsLost(desk), 'B'))).toEqual([]);
    expect(desk.agent({ state: 'LoggedOut' }).view.banners).toEqual([]);
  });

  it('that the connector has ended is opened again when the switch logs this desk in anew', () => {
    const closed = { type: 'CommunicationSessionClosedEvent', time: 1, why: 'You were logged out' } as const;
    const desk = told(sessionsOn(blendedDesk(), 'A'), closed);
    desk.ctiLost().ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(sentToSessions(desk)).toMatchObject([{ type: 'OpenCommunicationSessionRequest' }]);
    expect(sessionOpened(desk).view.banners).toEqual([]);
  });

  it('that is refused to a desk that comes back leaves him his calls, and is asked for at the next connection', () => {
    const desk = sessionsUp(sessionsLost(inChat()), 'B');
    sessionsRefused(desk, openingOf(desk), 'overLimit', {
      limit: 'AppChatMaxSession',
      most: '0',
      asked: '1',
    });
    expect(desk.view).toMatchObject({ login: { phase: 'logged-in' }, sessions: [{ phase: 'active' }] });
    expect(desk.view.banners).toMatchObject([
      { text: expect.stringContaining('AppChatMaxSession allows 0') },
    ]);
    sessionOpened(sessionsUp(sessionsLost(desk)), { interactions: [interactionSample()] });
    expect(desk.view.banners).toEqual([]);
  });

  it('that the session manager does not know is opened once more, and no more often', () => {
    const desk = offered(blendedDesk()).command({ type: 'acceptOffer', sessionId: 'chat-1' });
    sessionsRefused(desk, sessionsIdOf(desk, 'AcceptOfferRequest'), 'noSession');
    expect(sentToSessions(desk)).toMatchObject([{ type: 'OpenCommunicationSessionRequest' }]);
    sessionOpened(desk, { interactions: [interactionSample({ phase: 'offered' })] });
    desk.command({ type: 'acceptOffer', sessionId: 'chat-1' });
    sessionsRefused(desk, sessionsIdOf(desk, 'AcceptOfferRequest'), 'noSession');
    expect(sentToSessions(desk)).toEqual([]);
  });

  it('goes on at the other session manager, with what this desk has', () => {
    const desk = transcript(inChat(), messagesSample(1, 3));
    expect(sentToSessions(sessionsUp(sessionsLost(desk), 'B'))).toMatchObject([
      { type: 'OpenCommunicationSessionRequest', has: { 'chat-1': 3 } },
    ]);
    sessionOpened(desk, { interactions: [interactionSample()] });
    expect(desk.view.sessions).toMatchObject([{ id: 'chat-1', phase: 'active' }]);
  });

  it('that moved says so in one sentence', () => {
    const desk = sessionsOn(inChat(), 'A');
    sessionsLost(desk);
    sessionsOn(sessionsUp(desk, 'B'), 'B', 'silent');
    expect(desk.view.banners).toEqual([]);
    sessionOpened(desk, { interactions: [interactionSample()] });
    expect(desk.view.banners.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^Session manager A stopped answering at \d\d:\d\d:\d\d\. Now on B; nothing for you to do\.$/,
      ),
    ]);
  });

  it('without any session manager shows what was last, says what waits, and says no more once one is back', () => {
    const desk = sessionsDown(sessionsLost(inChat()));
    expect(desk.view.sessions).toMatchObject([{ phase: 'active' }]);
    expect(desk.view.banners).toMatchObject([
      { text: expect.stringMatching(/^No session manager answers\./) },
    ]);
    sessionOpened(sessionsUp(desk), { interactions: [interactionSample()] });
    expect(desk.view.banners).toEqual([]);
  });

  it('that is told of without what the desk shows, has ended that', () => {
    expect(backAgain(inChat(), []).view.sessions).toEqual([]);
  });

  it('that is told of without a chat that notes were written about keeps its tab', () => {
    const desk = inChat().command({
      type: 'saveDraft',
      sessionId: 'chat-1',
      notes: 'Moved to the 15th',
      disposition: null,
    });
    expect(backAgain(desk, []).view.sessions).toMatchObject([
      { phase: 'ended', draft: { notes: 'Moved to the 15th' }, interaction: { end: { cause: 'router' } } },
    ]);
  });

  it('passes an event over that comes again, and asks for everything anew after a gap', () => {
    const desk = offered(blendedDesk());
    const again = desk.model.lastSessionsSequence;
    const event = {
      type: 'InteractionEvent',
      time: 1,
      interaction: interactionSample({ subject: 'Old' }),
    } as const;
    told(desk, { ...event, sequence: again });
    expect(desk.view.sessions).toMatchObject([{ phase: 'offered' }]);
    expect(desk.effects('log')).toHaveLength(1);
    told(desk, { ...event, sequence: again + 2 });
    expect(sentToSessions(desk)).toMatchObject([{ type: 'OpenCommunicationSessionRequest' }]);
  });

  it('asks again what was clicked and not answered, under its id, and never twice by itself', () => {
    const desk = offered(blendedDesk()).command({ type: 'acceptOffer', sessionId: 'chat-1' });
    const id = sessionsIdOf(desk, 'AcceptOfferRequest');
    backAgain(desk, [interactionSample({ phase: 'offered', answeredAt: null })]);
    expect(sentToSessions(desk)).toMatchObject([{ type: 'AcceptOfferRequest', id }]);
    told(desk, { type: 'RequestConf', id });
    expect(desk.outcome()).toEqual({ ok: true });
    backAgain(desk, [interactionSample()]);
    expect(sentToSessions(desk)).toEqual([]);
  });

  it('without any session manager answers who clicked, and does nothing later behind his back', () => {
    const desk = offered(blendedDesk()).command({ type: 'acceptOffer', sessionId: 'chat-1' });
    sessionsDown(sessionsLost(desk));
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'sessions.lost' } });
    sessionOpened(sessionsUp(desk), {
      interactions: [interactionSample({ phase: 'offered', answeredAt: null })],
    });
    expect(sentToSessions(desk)).toEqual([]);
  });

  it('is not asked for again while it is told; what is numbered before it is in it', () => {
    const desk = sessionsUp(sessionsLost(inChat()), 'B');
    interaction(desk, { phase: 'ended' });
    expect(desk.view.sessions).toMatchObject([{ phase: 'active' }]);
  });
});
