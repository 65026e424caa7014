import { describe, expect, it } from 'vitest';
import type { VoiceSession } from '../../contract/desk/desk-state.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { atSessions, type Communication } from './attempt.ts';
import { settleWaitingInteractions } from './interactions/clicks.ts';
import { withView } from './model.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, phoneCallSnapshot } from './testing/samples.ts';
import { actionSample, chatSample, chats, withSessions } from './testing/session-samples.ts';

/** Logged in for chats too, with that many of them open. */
const busyWith = (count: number): DrivenDesk => {
  const desk = withSessions(new DrivenDesk().loggedIn(), ...chats(count));
  desk.model = withView(desk.model, { selectedSession: 'chat-1' });
  return communicating(desk, 'open');
};
/** The communication session is as far. */
function communicating(desk: DrivenDesk, communication: Communication): DrivenDesk {
  const { attempt } = desk.model;
  if (attempt) desk.model = { ...desk.model, attempt: atSessions(attempt, communication) };
  return desk;
}
const call = (desk: DrivenDesk): VoiceSession | undefined => voiceSessions(desk.view.sessions).at(-1);
const talking = callSnapshot({ connection: 'Connected', answeredAt: 5_000 });
const over = callSnapshot({ connection: 'Cleared', answeredAt: 5_000, endedAt: 9_000 });

describe('a call that finds no tab', () => {
  it('rings in the toolbar, and the connector is told for the record, once', () => {
    const desk = busyWith(6).call('Delivered', callSnapshot());
    expect(call(desk)).toMatchObject({ place: 'toolbar', phase: 'offered', screenPop: null });
    expect(desk.effects('announceOffer')).toHaveLength(1);
    expect(desk.effects('sendSessions')).toMatchObject([
      {
        request: { type: 'RejectOfferRequest', interactionId: 'call-1', channel: 'voice', reason: 'A1' },
      },
    ]);
    desk.phone({ type: 'call', call: phoneCallSnapshot() });
    expect(desk.effects('sendSessions')).toEqual([]);
    expect(call(desk)).toMatchObject({ place: 'toolbar', phase: 'offered' });
  });

  it('is answered, held and released by the same commands', () => {
    const desk = busyWith(6).call('Delivered', callSnapshot());
    desk.phone({ type: 'call', call: phoneCallSnapshot() }).command({ type: 'answer', callId: 'call-1' });
    expect(desk.phoneCommands()).toEqual(['answer']);
    desk.phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established' }) });
    expect(desk.command({ type: 'hold', callId: 'call-1' }).phoneCommands()).toEqual(['hold']);
    expect(desk.command({ type: 'release', callId: 'call-1' }).phoneCommands()).toEqual(['release']);
  });

  it('pops no page up, and is never selected', () => {
    const desk = busyWith(6).call('Delivered', callSnapshot()).call('Established', talking);
    expect(call(desk)?.phase).toBe('talking');
    expect(desk.effects('openUrl')).toEqual([]);
    expect(desk.view.selectedSession).toBe('chat-1');
    desk.command({ type: 'selectSession', sessionId: 'call-1' });
    expect(desk.view.selectedSession).toBe('chat-1');
    expect(desk.outcome()).toEqual({ ok: true });
  });

  it('stays in the toolbar when a tab comes free, and leaves nothing to wrap up but the state', () => {
    const desk = busyWith(6).call('Delivered', callSnapshot()).call('Established', talking);
    desk.model = withView(desk.model, { sessions: desk.view.sessions.slice(1) });
    desk.agent({ state: 'Talking' });
    expect(call(desk)?.place).toBe('toolbar');
    desk.agent({ state: 'WrapUp' }).call('End', over);
    expect(call(desk)).toBeUndefined();
    expect(desk.view).toMatchObject({ agent: { state: 'WrapUp' }, recentCalls: [{ callId: 'call-1' }] });
  });

  it('outlives a lost CTI server as any call does', () => {
    const desk = busyWith(6).call('Delivered', callSnapshot());
    desk.phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established' }) });
    desk.call('Established', talking).ctiLost();
    expect(call(desk)).toMatchObject({ place: 'toolbar', phase: 'talking' });
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'The caller hung up' });
    expect(call(desk)).toBeUndefined();
    expect(desk.view.recentCalls).toMatchObject([{ callId: 'call-1', end: 'The caller hung up' }]);
  });

  it('goes when the phone begins anew as calls do, and the chats stay as they are', () => {
    const desk = busyWith(6).call('Delivered', callSnapshot());
    desk
      .phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established' }) })
      .call('Established', talking);
    const before = desk.view.sessions.filter(({ kind }) => kind === 'chat');
    desk.phone({ type: 'ready' });
    expect(desk.view.sessions.filter(({ kind }) => kind === 'chat')).toEqual(before);
    expect(call(desk)).toMatchObject({ phone: null, soundReturns: true });
    desk.phone({ type: 'call', call: phoneCallSnapshot() });
    expect(call(desk)).toMatchObject({ place: 'toolbar', phase: 'offered' });
    expect(desk.effects('sendSessions')).toEqual([]);
  });

  it('is told to nobody where no session manager is connected', () => {
    const desk = communicating(busyWith(6), 'absent').call('Delivered', callSnapshot());
    expect(call(desk)?.place).toBe('toolbar');
    expect(desk.effects('sendSessions')).toEqual([]);
  });
});

describe('a routed call that the agent rejects', () => {
  const reject = { type: 'reject', callId: 'call-1' } as const;
  const ringing = (desk: DrivenDesk): DrivenDesk =>
    desk.call('Delivered', callSnapshot()).phone({ type: 'call', call: phoneCallSnapshot() });
  const m0 = { type: 'RejectOfferRequest', interactionId: 'call-1', channel: 'voice', reason: 'M0' };

  it('rings on in the toolbar: the connector is told, neither phone nor switch is, and no state changes', () => {
    const desk = ringing(busyWith(1)).command(reject);
    expect(desk.outcome()).toEqual({ ok: true });
    expect(call(desk)).toMatchObject({ place: 'toolbar', phase: 'offered', screenPop: null });
    expect(desk.effects('sendSessions')).toMatchObject([{ request: m0 }]);
    expect([desk.phoneCommands(), desk.sent()]).toEqual([[], []]);
    expect(desk.view.agent).toMatchObject({ state: 'NotReady', chosen: null });
  });

  it('is answered in the toolbar, or taken by RONA', () => {
    const desk = ringing(busyWith(1)).command(reject).command({ type: 'answer', callId: 'call-1' });
    expect(desk.phoneCommands()).toEqual(['answer']);
    expect(call(desk.call('Established', talking))?.place).toBe('toolbar');
    const left = ringing(busyWith(1)).command(reject);
    left.call('End', { ...over, answeredAt: null, end: { cause: 'no-answer', message: 'Not answered' } });
    expect(call(left)).toBeUndefined();
    expect(call(left.call('Delivered', callSnapshot())), 'offered again, a call of its own').toMatchObject({
      place: 'tab',
    });
  });

  it('gives its sheet to what else is open', () => {
    const desk = ringing(busyWith(0)).command({ type: 'selectSession', sessionId: 'call-1' });
    expect(desk.command(reject).view.selectedSession).toBeNull();
    const beside = ringing(busyWith(2)).command({ type: 'selectSession', sessionId: 'call-1' });
    expect(beside.command(reject).view.selectedSession).toBe('chat-1');
  });

  it('gives no reason where the desk is not set to', () => {
    const desk = ringing(busyWith(1));
    const { configuration } = desk.view;
    if (configuration.status === 'none') throw new Error('the sample has a configuration');
    const desktop = { ...configuration.desktop, rerouteReasons: false };
    desk.model = withView(desk.model, { configuration: { ...configuration, desktop } });
    expect(desk.command(reject).effects('sendSessions')).toMatchObject([
      { request: { ...m0, reason: null } },
    ]);
  });

  it('waits for a session manager that is away to be told, and nothing else does', () => {
    const desk = communicating(ringing(busyWith(1)), 'absent').command(reject);
    expect(desk.outcome()).toEqual({ ok: true });
    expect(call(desk)?.place).toBe('toolbar');
    expect(desk.effects('sendSessions')).toEqual([]);
    expect(settleWaitingInteractions(desk.model).effects).toMatchObject([
      { type: 'sendSessions', request: m0 },
    ]);
  });

  it('is told to nobody where there is voice alone', () => {
    const desk = communicating(ringing(busyWith(0)), 'none').command(reject);
    expect(call(desk)?.place).toBe('toolbar');
    expect(desk.effects('sendSessions')).toEqual([]);
    expect(settleWaitingInteractions(desk.model).effects).toEqual([]);
  });

  it.each(['softphone', 'hardphone'] as const)('does so with a %s, also before its INVITE', (phone) => {
    const desk = new DrivenDesk(phone).loggedIn().call('Delivered', callSnapshot()).command(reject);
    expect([call(desk)?.place, desk.sent(), desk.phoneCommands()]).toEqual(['toolbar', [], []]);
  });

  it('may be one that only the phone knows', () => {
    const desk = busyWith(0).ctiLost().phone({ type: 'call', call: phoneCallSnapshot() }).command(reject);
    expect([call(desk)?.place, desk.phoneCommands()]).toEqual(['toolbar', []]);
  });

  it('is not rejected again; nor is one that found no tab', () => {
    const again = ringing(busyWith(1)).command(reject).command(reject);
    const full = ringing(busyWith(6)).command(reject);
    for (const desk of [again, full]) {
      expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'call.withoutTab' } });
      expect([desk.effects('sendSessions'), desk.phoneCommands(), desk.sent()]).toEqual([[], [], []]);
    }
  });

  it('is none where the call came for him by name: the phone declines it', () => {
    const desk = busyWith(0).call('Delivered', callSnapshot({ type: 'direct' }));
    desk.phone({ type: 'call', call: phoneCallSnapshot() }).command(reject);
    expect(desk.phoneCommands()).toEqual(['reject']);
    expect(call(desk)?.place).toBe('tab');
  });
});

describe('a consultation', () => {
  const consult = callSnapshot({
    callId: 'call-2',
    direction: 'outbound',
    type: 'consult',
    consultOf: 'call-1',
    connection: 'Initiated',
  });

  it('takes a tab where there is one', () => {
    const desk = busyWith(4).call('Delivered', callSnapshot()).call('Established', talking);
    expect(call(desk.call('Begin', consult))?.place).toBe('tab');
    expect(desk.view.selectedSession).toBe('call-2');
  });

  it('is never refused for lack of one', () => {
    const desk = busyWith(5).call('Delivered', callSnapshot()).call('Established', talking);
    expect(call(desk)?.place).toBe('tab');
    desk.command({ type: 'consult', callId: 'call-1', number: '52514' });
    expect(desk.sent()).toEqual(['ConsultationCallRequest']);
    desk.call('Begin', consult);
    expect(call(desk)).toMatchObject({ id: 'call-2', place: 'toolbar', phase: 'dialling' });
    expect(desk.effects('sendSessions')).toEqual([]);
    expect(desk.view.selectedSession).toBe('call-1');
  });
});

describe('CtiCheckMediaByDirectCall', () => {
  const direct = callSnapshot({ type: 'direct' });
  const hiding = (desk: DrivenDesk): DrivenDesk => {
    desk.model = { ...desk.model, hidesDirect: true };
    return desk;
  };

  it.each([
    ['a chat', chatSample()],
    ['an interrupted chat', chatSample({ phase: 'interrupted' })],
    ['an action item', actionSample()],
  ])('hides a direct call beside %s, though tabs are free', (_, session) => {
    const desk = hiding(withSessions(busyWith(0), session)).call('Delivered', direct);
    expect(call(desk)?.place).toBe('toolbar');
    expect(desk.effects('sendSessions')).toEqual([]);
  });

  it('hides one that the phone tells first', () => {
    const desk = hiding(busyWith(1)).phone({ type: 'call', call: phoneCallSnapshot() });
    expect(call(desk)?.place).toBe('toolbar');
    expect(call(desk.call('Delivered', direct))?.place).toBe('toolbar');
  });

  it.each([
    ['one that was routed', busyWith(1), callSnapshot()],
    [
      'his own',
      busyWith(1),
      callSnapshot({ type: 'direct', direction: 'outbound', connection: 'Initiated' }),
    ],
    [
      'one beside a chat that only rings',
      withSessions(busyWith(0), chatSample({ phase: 'offered' })),
      direct,
    ],
    ['one beside nothing', busyWith(0), direct],
  ] as const)('hides not %s', (_, desk, shown) => {
    expect(call(hiding(desk).call('Delivered', shown))?.place).toBe('tab');
  });
});
