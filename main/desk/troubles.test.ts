import { describe, expect, it } from 'vitest';
import { voiceSessions } from '../../contract/desk/voice-sessions.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { callSnapshot, online, phoneCallSnapshot } from './testing/samples.ts';

// What goes wrong while something else is under way: nothing is dropped, nothing is stuck, nothing is lost.

const established = phoneCallSnapshot({ phase: 'established' });
const connected = callSnapshot({ connection: 'Connected', answeredAt: 5_000 });

const talking = (): DrivenDesk =>
  new DrivenDesk()
    .loggedIn()
    .call('Delivered', callSnapshot())
    .phone({ type: 'call', call: phoneCallSnapshot() })
    .phone({ type: 'call', call: established })
    .call('Established', connected)
    .agent({ state: 'Talking', next: { state: 'WrapUp' } });

const session = (desk: DrivenDesk, id = 'call-1') =>
  voiceSessions(desk.view.sessions).find((one) => one.id === id);

describe('a logout', () => {
  it('that was refused never ends the desk later', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'logOut', reasonCode: null });
    desk.cti({
      type: 'FailureConf',
      id: desk.idOf('LogOutRequest'),
      code: 'notAllowedNow',
      message: 'A call is offered.',
    });
    expect(desk.effects('stopTimer')).toEqual([{ type: 'stopTimer', timer: 'logout' }]);
    desk.put({ type: 'timer', timer: 'logout' });
    expect(desk.view.login.phase).toBe('logged-in');
  });

  it('whose server dies is asked again under its id, and is not undone', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'logOut', reasonCode: 10 });
    const id = desk.idOf('LogOutRequest');
    desk.ctiLost().ctiUp().systemIs();
    desk.cti({
      type: 'QueryAgentStateConf',
      time: desk.now,
      agentId: '12345',
      state: 'NotReady',
      loggedInElsewhere: null,
    });
    desk.snapshots();
    expect(desk.view.login.phase).toBe('logging-out');
    expect(desk.idOf('LogOutRequest')).toBe(id);
    expect(desk.agent({ state: 'LoggedOut', reasonCode: 10 }).view.login.phase).toBe('logged-out');
  });

  it('that the dead server had carried out is over when the other one says so', () => {
    const desk = new DrivenDesk()
      .loggedIn()
      .command({ type: 'logOut', reasonCode: 10 })
      .ctiLost()
      .ctiUp()
      .systemIs();
    desk.cti({
      type: 'QueryAgentStateConf',
      time: desk.now,
      agentId: '12345',
      state: 'LoggedOut',
      loggedInElsewhere: null,
    });
    expect(desk.sent()).toEqual([]);
    expect(desk.view.login.phase).toBe('logged-out');
  });
});

describe('coming back while a part of the system is offline', () => {
  const refusedBack = (): DrivenDesk => {
    const desk = talking()
      .ctiLost()
      .ctiUp()
      .systemIs({ ...online, centralController: 'offline' })
      .agentStateAtSwitch();
    const id = desk.idOf('SetAgentStateRequest');
    return desk.cti({
      type: 'FailureConf',
      id,
      code: 'systemOffline',
      message: 'The controller is offline.',
    });
  };

  it('never hangs up on the customer', () => {
    const desk = refusedBack();
    expect(desk.view.login.phase).toBe('logged-in');
    expect(desk.phoneCommands()).toEqual([]);
    expect(session(desk)?.phase).toBe('talking');
  });

  it('goes on by itself when the system is back', () => {
    const desk = refusedBack().cti({ type: 'SystemEvent', time: 1, status: online });
    expect(desk.sent()).toEqual(['SetAgentStateRequest']);
    expect(desk.snapshots([connected], { state: 'Talking' }).view.agent?.known).toBe('live');
  });

  it('at the first login postpones it', () => {
    const desk = new DrivenDesk().configured().logIn().licence().ctiUp().systemIs().agentStateAtSwitch();
    const id = desk.idOf('SetAgentStateRequest');
    desk.cti({ type: 'FailureConf', id, code: 'systemOffline', message: 'The switch is offline.' });
    expect(desk.view.login.phase).toBe('postponed');
    expect(desk.cti({ type: 'SystemEvent', time: 1, status: online }).sent()).toEqual([
      'SetAgentStateRequest',
    ]);
  });
});

describe('a take-over in mid-call', () => {
  const displaced = (): DrivenDesk =>
    talking().cti({ type: 'DisplacedEvent', time: 1, by: { desk: 'PC-7', device: '52520' } });

  it('leaves the call with the phone, which can still be used', () => {
    const desk = displaced();
    expect(desk.view.login.phase).toBe('displaced');
    expect(desk.phoneCommands()).toEqual([]);
    expect(desk.command({ type: 'hold', callId: 'call-1' }).phoneCommands()).toEqual(['hold']);
  });

  it('takes the phone away after the last call, and keeps what was written for the next login', () => {
    const desk = displaced().command({
      type: 'saveDraft',
      sessionId: 'call-1',
      notes: 'Rebill',
      disposition: null,
    });
    expect(desk.effects('saveDraft')).toMatchObject([{ agentId: '12345' }]);
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'Caller rang off' });
    expect(desk.phoneCommands()).toEqual(['unregister']);
    desk.logIn().licence().ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(desk.effects('post')).toMatchObject([{ request: { notes: 'Rebill' } }]);
  });
});

describe('notes', () => {
  it('typed during a consultation are sent when it ends', () => {
    const consult = {
      callId: 'call-2',
      type: 'consult',
      consultOf: 'call-1',
      direction: 'outbound',
    } as const;
    const desk = talking().call(
      'Begin',
      callSnapshot({ ...consult, connection: 'Connected', answeredAt: 6_000 }),
    );
    desk.command({ type: 'saveDraft', sessionId: 'call-2', notes: 'Ask Jo', disposition: null });
    desk.call('End', callSnapshot({ ...consult, connection: 'Cleared', endedAt: 9_000 }));
    expect(desk.effects('post')).toMatchObject([{ request: { callId: 'call-2', notes: 'Ask Jo' } }]);
  });

  it('written before a supervisor logged the agent out are there at his next login', () => {
    const desk = talking().command({
      type: 'saveDraft',
      sessionId: 'call-1',
      notes: 'Rebill',
      disposition: 2,
    });
    desk.agent({ state: 'LoggedOut', reasonCode: 999 });
    desk
      .logIn()
      .licence()
      .ctiUp()
      .systemIs()
      .agentStateAtSwitch()
      .snapshots([connected], { state: 'Talking' });
    expect(session(desk)?.draft.notes).toBe('Rebill');
  });
});

describe('the last keystrokes', () => {
  it('that come after wrap-up has run out are sent after what was sent', () => {
    const desk = talking().after(1_000);
    desk.call('End', callSnapshot({ connection: 'Cleared', answeredAt: 5_000, endedAt: desk.now }));
    desk
      .agent({ state: 'WrapUp' })
      .command({ type: 'saveDraft', sessionId: 'call-1', notes: 'Reb', disposition: null });
    desk.after(60_000).agent({ state: 'Ready' });
    desk.command({ type: 'saveDraft', sessionId: 'call-1', notes: 'Rebill', disposition: null });
    expect(desk.effects('post')).toMatchObject([{ request: { notes: 'Rebill' } }]);
    expect(desk.outcome()).toEqual({ ok: true });
  });
});

describe('a call that ends while CTI is silent', () => {
  it('and not yet known to be lost, is over as soon as it is', () => {
    const desk = talking().phone({ type: 'callEnded', callId: 'call-1', cause: 'Caller rang off' });
    expect(session(desk)?.phase).toBe('talking');
    desk.after(3_000).ctiLost();
    expect(session(desk)).toMatchObject({ phase: 'ended', call: { endedAt: desk.now - 3_000 } });
  });

  it('does not stay when the switch has the agent elsewhere already', () => {
    const desk = talking().ctiLost().phone({ type: 'callEnded', callId: 'call-1', cause: 'Caller rang off' });
    desk.ctiUp().systemIs().agentStateAtSwitch().snapshots([], { state: 'Ready', since: 1 });
    expect(desk.view.sessions).toEqual([]);
  });

  it('and is offered again is a new call', () => {
    const desk = talking().ctiLost().phone({ type: 'callEnded', callId: 'call-1', cause: 'Caller rang off' });
    desk.phone({ type: 'call', call: phoneCallSnapshot() });
    expect(session(desk)?.phase).toBe('offered');
  });
});

describe('the phone', () => {
  it('that was started again in a call says that its sound is gone, and the call can be released', () => {
    const desk = talking().phone({ type: 'ready' });
    expect(session(desk)?.phone).toBeNull();
    expect(desk.view.banners).toMatchObject([{ id: 'phone', tone: 'error' }]);
    expect(desk.command({ type: 'release', callId: 'call-1' }).sent()).toEqual(['ReleaseCallRequest']);
  });

  it('makes no call of what the switch has already taken back', () => {
    const desk = new DrivenDesk().loggedIn().call('Delivered', callSnapshot());
    desk.phone({ type: 'call', call: phoneCallSnapshot() });
    desk.call('End', callSnapshot({ connection: 'Cleared', endedAt: 9_000 }));
    desk.phone({ type: 'call', call: established });
    expect(desk.view.sessions).toEqual([]);
    desk.phone({ type: 'callEnded', callId: 'call-1', cause: 'Redirected' });
    expect(desk.phone({ type: 'call', call: phoneCallSnapshot() }).view.sessions).toHaveLength(1);
  });

  it('makes no call on a desk that is logged out', () => {
    expect(new DrivenDesk().configured().phone({ type: 'call', call: established }).view.sessions).toEqual(
      [],
    );
  });
});
