import { describe, expect, it } from 'vitest';
import type { Call } from '../../contract/cti/call.ts';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, phoneCallSnapshot } from './testing/samples.ts';

const registered = {
  type: 'registration',
  state: 'registered',
  sides: { A: { state: 'in-use', error: null }, B: { state: 'untried', error: null } },
  inUse: 'A',
  status: 'up',
  misconfigured: null,
  error: null,
} as const;

const ringing = (): DrivenDesk =>
  new DrivenDesk()
    .loggedIn()
    .agent({ state: 'Reserved' })
    .call('Delivered', callSnapshot())
    .phone({ type: 'call', call: phoneCallSnapshot() });

const talking = (): DrivenDesk =>
  ringing()
    .phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established' }) })
    .call('Established', callSnapshot({ connection: 'Connected', answeredAt: 5_000 }))
    .agent({ state: 'Talking', next: { state: 'WrapUp' } });

const ended = {
  connection: 'Cleared',
  answeredAt: 5_000,
  endedAt: 99_000,
  end: { cause: 'released-by-far-end', message: 'Caller rang off' },
} as const;

const session = (desk: DrivenDesk, id = 'call-1') =>
  voiceSessions(desk.view.sessions).find((one) => one.id === id);

describe('an inbound call', () => {
  it('is announced once, whichever of its two halves comes first', () => {
    const desk = new DrivenDesk().loggedIn().phone({ type: 'call', call: phoneCallSnapshot() });
    expect(desk.effects('announceOffer')).toHaveLength(1);
    desk.call('Delivered', callSnapshot());
    expect(desk.effects('announceOffer')).toHaveLength(0);
    expect(session(desk)).toMatchObject({ phase: 'offered', call: { variables: { account: '4410228907' } } });
  });

  it('is answered by SIP, at once', () => {
    const desk = ringing().command({ type: 'answer', callId: 'call-1' });
    expect(desk.phoneCommands()).toEqual(['answer']);
    expect(desk.sent()).toEqual([]);
  });

  it('whose INVITE has not come is answered as soon as it does', () => {
    const desk = new DrivenDesk().loggedIn().phone(registered).call('Delivered', callSnapshot());
    desk.command({ type: 'answer', callId: 'call-1' });
    expect(desk.phoneCommands()).toEqual([]);
    desk.phone({ type: 'call', call: phoneCallSnapshot() });
    expect(desk.phoneCommands()).toEqual(['answer']);
  });

  it('whose INVITE has not come is rejected by CTI where it was not routed, and no click goes astray', () => {
    const direct = callSnapshot({ type: 'direct' });
    const desk = new DrivenDesk().loggedIn().phone(registered).call('Delivered', direct);
    expect(desk.command({ type: 'reject', callId: 'call-1' }).sent()).toEqual(['RejectCallRequest']);
    desk.command({ type: 'hold', callId: 'call-1' });
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'call.notAtPhone' } });
  });

  it('cannot be answered where the phone is not registered, and the click is told why', () => {
    const desk = new DrivenDesk().loggedIn();
    desk.phone({ ...registered, state: 'failed', inUse: null, error: 'SIP server A does not answer.' });
    desk.call('Delivered', callSnapshot()).command({ type: 'answer', callId: 'call-1' });
    expect(desk.outcome()).toMatchObject({ ok: false, error: { message: 'SIP server A does not answer.' } });
  });

  it('pops the customer up when it is answered, once', () => {
    const desk = ringing();
    desk.phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established' }) });
    expect(desk.effects('openUrl')).toEqual([{ type: 'openUrl', url: 'https://crm.example/4410228907' }]);
    desk.call('Established', callSnapshot({ connection: 'Connected', answeredAt: 5_000 }));
    expect(desk.effects('openUrl')).toEqual([]);
    expect(session(desk)?.phase).toBe('talking');
  });

  it('that nobody answered leaves no session, but is listed', () => {
    const desk = ringing().call(
      'End',
      callSnapshot({
        connection: 'Cleared',
        endedAt: 9_000,
        end: { cause: 'no-answer', message: 'Not answered' },
      }),
    );
    expect(desk.view.sessions).toEqual([]);
    expect(desk.view.recentCalls).toMatchObject([{ callId: 'call-1', end: 'Not answered', talkedMs: null }]);
  });

  it('is held as soon as the phone holds it', () => {
    const desk = talking().phone({
      type: 'call',
      call: phoneCallSnapshot({ phase: 'established', held: true }),
    });
    expect(session(desk)?.phase).toBe('held');
  });

  it.each([
    ['the sound is back', { type: 'silence', callId: 'call-1', silentForMs: null }],
    ['the call is over', { type: 'callEnded', callId: 'call-1', cause: 'No sound came for 30 s' }],
  ] as const)('whose sound stays away says so until %s', (_case, after) => {
    const desk = talking().phone({ type: 'silence', callId: 'call-1', silentForMs: 5_020 });
    expect(desk.view.banners.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^No sound has come from .+ for 5 s\./),
    ]);
    expect(desk.phone(after).view.banners).toEqual([]);
  });
});

describe('a call while no CTI server answers', () => {
  const alone = (): DrivenDesk =>
    new DrivenDesk().loggedIn().ctiLost().phone({ type: 'call', call: phoneCallSnapshot() });

  it('rings, from what the phone knows', () => {
    expect(session(alone())).toMatchObject({ phase: 'offered', call: { variables: {}, customer: null } });
  });

  it('is answered, held and released by the phone', () => {
    const desk = alone().command({ type: 'answer', callId: 'call-1' });
    expect(desk.phoneCommands()).toEqual(['answer']);
    desk.phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established' }) });
    expect(session(desk)).toMatchObject({ phase: 'talking', call: { answeredAt: desk.now } });
    expect(desk.command({ type: 'hold', callId: 'call-1' }).phoneCommands()).toEqual(['hold']);
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'Caller rang off' });
    expect(session(desk)?.phase).toBe('ended');
  });

  it('cannot be transferred, and the click is told what still works', () => {
    const desk = talking().ctiLost().ctiDown().command({ type: 'consult', callId: 'call-1', number: '7002' });
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'cti.down' } });
  });

  it('is what the switch says when it is back', () => {
    const desk = talking().ctiLost().ctiUp().systemIs().agentStateAtSwitch();
    desk.snapshots([callSnapshot({ connection: 'Connected', answeredAt: 5_000 })], { state: 'Talking' });
    expect(session(desk)).toMatchObject({ phase: 'talking', phone: { phase: 'established' } });
  });

  it('that ended meanwhile is over when the switch no longer has it', () => {
    const desk = talking().ctiLost().phone({ type: 'callEnded', callId: 'call-1', cause: 'Caller rang off' });
    expect(session(desk)).toMatchObject({ phase: 'ended', call: { end: { message: 'Caller rang off' } } });
  });
});

describe('a consultation', () => {
  const consulting = (): DrivenDesk => {
    const desk = talking();
    const second = { callId: 'call-2', type: 'consult', consultOf: 'call-1', direction: 'outbound' } as const;
    desk.phone({ type: 'call', call: phoneCallSnapshot({ phase: 'established', held: true }) });
    desk.call('Begin', callSnapshot({ ...second, connection: 'Connected', answeredAt: 6_000 }));
    return desk.phone({
      type: 'call',
      call: phoneCallSnapshot({ callId: 'call-2', phase: 'established', direction: 'inbound' }),
    });
  };

  it('that becomes a conference takes the first call off hold', () => {
    const desk = consulting().call(
      'Conferenced',
      callSnapshot({ connection: 'Connected', type: 'conference', answeredAt: 5_000 }),
    );
    expect(desk.effects('phone')).toEqual([
      { type: 'phone', command: { type: 'retrieve', callId: 'call-1' } },
    ]);
  });

  it('that is cancelled takes the first call off hold', () => {
    const desk = consulting().command({ type: 'cancelConsult', callId: 'call-1' });
    desk.cti({ type: 'RequestConf', id: desk.idOf('ReconnectCallRequest') });
    expect(desk.effects('phone')).toEqual([
      { type: 'phone', command: { type: 'retrieve', callId: 'call-1' } },
    ]);
  });

  it('leaves nothing to wrap up', () => {
    const desk = consulting().call(
      'End',
      callSnapshot({ callId: 'call-2', type: 'consult', consultOf: 'call-1', ...ended }),
    );
    expect(desk.view.sessions.map(({ id }) => id)).toEqual(['call-1']);
  });

  it('alternates by the phone alone', () => {
    const desk = consulting().command({ type: 'alternate', callId: 'call-1' });
    expect(desk.effects('phone')).toEqual([
      { type: 'phone', command: { type: 'retrieve', callId: 'call-1' } },
    ]);
  });
});

describe('wrap-up', () => {
  const wrappingUp = (): DrivenDesk =>
    talking()
      .after(1_000)
      .call('End', callSnapshot(ended))
      .agent({ state: 'WrapUp', next: { state: 'Ready' }, wrapUpEndsAt: 160_000 });

  it('keeps the session until it is finished', () => {
    expect(session(wrappingUp())?.phase).toBe('ended');
  });

  it('writes what is typed to disk, and only then says it is saved', () => {
    const desk = wrappingUp().command({
      type: 'saveDraft',
      sessionId: 'call-1',
      notes: 'Rebill',
      disposition: 1,
    });
    const [save] = desk.effects('saveDraft');
    expect(save).toMatchObject({ notes: 'Rebill', disposition: 1 });
    expect(desk.outcome()).toBeNull();
    desk.put({
      type: 'draftSaved',
      sessionId: 'call-1',
      at: 42,
      commandId: save?.type === 'saveDraft' ? save.commandId : null,
    });
    expect(desk.outcome()).toEqual({ ok: true });
    expect(session(desk)?.draft).toMatchObject({ notes: 'Rebill', savedAt: 42 });
  });

  it('when finished posts what was written, closes the session and goes to what comes next', () => {
    const desk = wrappingUp().command({
      type: 'saveDraft',
      sessionId: 'call-1',
      notes: 'Rebill',
      disposition: 1,
    });
    desk.command({ type: 'finishWrapUp', sessionId: 'call-1' });
    expect(desk.effects('post')).toMatchObject([
      { agentId: '12345', request: { callId: 'call-1', notes: 'Rebill', disposition: 1 } },
    ]);
    expect(desk.effects('sendCti')).toMatchObject([
      { request: { target: { state: 'Ready' }, finishesWrapUp: true } },
    ]);
    expect(desk.view.sessions).toEqual([]);
  });

  it('that runs out posts what was written', () => {
    const desk = wrappingUp().command({
      type: 'saveDraft',
      sessionId: 'call-1',
      notes: 'Rebill',
      disposition: null,
    });
    desk.after(60_000).agent({ state: 'Ready' });
    expect(desk.effects('post')).toHaveLength(1);
    expect(desk.view.sessions).toEqual([]);
  });

  it('forgets what was posted only when the switch has confirmed it', () => {
    const desk = wrappingUp().command({
      type: 'saveDraft',
      sessionId: 'call-1',
      notes: 'x',
      disposition: null,
    });
    desk.command({ type: 'finishWrapUp', sessionId: 'call-1' });
    const [post] = desk.effects('post');
    const id = post?.type === 'post' ? post.request.id : '';
    desk.cti({ type: 'RequestConf', id });
    expect(desk.effects('posted')).toEqual([{ type: 'posted', id, of: 'cti' }]);
  });

  it('cannot be finished while the call is up', () => {
    const desk = talking().command({ type: 'finishWrapUp', sessionId: 'call-1' });
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'wrapUp.inCall' } });
  });
});

describe('notes of an earlier run', () => {
  const started = (agentId: string): DrivenDesk =>
    new DrivenDesk().put({
      type: 'start',
      kept: null,
      recentCalls: [],
      notices: [],
      drafts: {
        'call-1': {
          agentId,
          kind: 'voice',
          draft: { notes: 'Rebill', disposition: 1, savedAt: 7 },
          reply: '',
        },
      },
      manualSessions: [],
      lastProfile: null,
      audio: { microphone: null, speaker: null, ringer: null },
      phoneOrder: 'random',
      allowPlaintext: false,
      simulator: null,
    });
  const comesBack = (desk: DrivenDesk, calls: readonly Call[]): DrivenDesk =>
    desk.configured().logIn().licence().ctiUp().systemIs().agentStateAtSwitch().snapshots(calls);

  it('about a call that is still up are there again', () => {
    const desk = comesBack(started('12345'), [callSnapshot({ connection: 'Connected', answeredAt: 5_000 })]);
    expect(session(desk)?.draft).toMatchObject({ notes: 'Rebill', savedAt: 7 });
    expect(desk.effects('post')).toEqual([]);
  });

  it('about a call that is over are sent', () => {
    expect(comesBack(started('12345'), []).effects('post')).toMatchObject([
      { agentId: '12345', request: { callId: 'call-1', notes: 'Rebill', disposition: 1 } },
    ]);
  });

  it('by another agent wait for him', () => {
    const desk = comesBack(started('12288'), []);
    expect(desk.effects('post')).toEqual([]);
    expect(desk.model.keptDrafts).toHaveProperty('call-1');
  });
});

describe('a phone beside the desk', () => {
  it('is controlled through the switch', () => {
    const desk = new DrivenDesk('hardphone').loggedIn().call('Delivered', callSnapshot());
    expect(desk.command({ type: 'answer', callId: 'call-1' }).sent()).toEqual(['AnswerCallRequest']);
    expect(desk.command({ type: 'release', callId: 'call-1' }).sent()).toEqual(['ReleaseCallRequest']);
  });
});
