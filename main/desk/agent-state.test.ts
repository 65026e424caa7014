import { describe, expect, it } from 'vitest';
import { systemReason } from '../../contract/cti/system-reasons.ts';
import { DrivenDesk } from './testing/driven-desk.ts';
import { actionSample, chatSample, withSessions } from './testing/session-samples.ts';

const ready = { state: 'Ready' } as const;

describe('a state that the agent chooses', () => {
  it('is shown as chosen until the event comes: a confirmation changes nothing', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'setState', target: ready });
    const id = desk.idOf('SetAgentStateRequest');
    expect(desk.view.agent).toMatchObject({ state: 'NotReady', chosen: { target: ready } });
    desk.cti({ type: 'RequestConf', id });
    expect(desk.outcome()).toEqual({ ok: true });
    expect(desk.view.agent).toMatchObject({ state: 'NotReady', chosen: { target: ready } });
    desk.agent({ state: 'Ready' });
    expect(desk.view.agent).toMatchObject({ state: 'Ready', chosen: null });
  });

  it('during a call is settled as what comes next', () => {
    const desk = new DrivenDesk().loggedIn().agent({ state: 'Talking' });
    const lunch = { state: 'NotReady', reasonCode: 1 } as const;
    desk.command({ type: 'setState', target: lunch }).agent({ state: 'Talking', next: lunch });
    expect(desk.view.agent).toMatchObject({ state: 'Talking', next: lunch, chosen: null });
  });

  it('that is refused is not shown any longer, and the click is told why', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'setState', target: ready });
    desk.cti({
      type: 'FailureConf',
      id: desk.idOf('SetAgentStateRequest'),
      code: 'phoneNotRegistered',
      message: 'Device 52513 is not registered.',
    });
    expect(desk.view.agent?.chosen).toBeNull();
    expect(desk.outcome()).toMatchObject({
      ok: false,
      error: { message: 'Device 52513 is not registered.' },
    });
  });

  it('while no CTI server answers is shown as chosen, and asked for once when one does', () => {
    const desk = new DrivenDesk().loggedIn().ctiLost().command({ type: 'setState', target: ready });
    expect(desk.outcome()).toEqual({ ok: true });
    expect(desk.view.agent).toMatchObject({ state: 'NotReady', known: 'lost', chosen: { target: ready } });
    expect(desk.sent()).toEqual([]);
    desk.ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(desk.effects('sendCti')).toMatchObject([
      { request: { type: 'SetAgentStateRequest', target: ready } },
    ]);
    const id = desk.idOf('SetAgentStateRequest');
    desk.cti({ type: 'RequestConf', id }).agent({ state: 'Ready' });
    desk.ctiLost().ctiUp().systemIs().agentStateAtSwitch().snapshots([], { state: 'Ready' });
    expect(desk.sent()).toEqual([]);
  });

  it('while no CTI server answers takes the place of one that was asked for before', () => {
    const lunch = { state: 'NotReady', reasonCode: 1 } as const;
    const desk = new DrivenDesk().loggedIn().command({ type: 'setState', target: ready }).ctiLost();
    desk.command({ type: 'setState', target: lunch });
    expect(desk.outcomes(), 'both clicks are answered').toEqual([{ ok: true }, { ok: true }]);
    desk.ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(desk.effects('sendCti')).toMatchObject([
      { request: { type: 'SetAgentStateRequest', target: lunch } },
    ]);
  });

  it('while no CTI server answers is not asked for when the switch is there already', () => {
    const desk = new DrivenDesk().loggedIn().ctiLost().command({ type: 'setState', target: ready });
    desk.ctiUp().systemIs().agentStateAtSwitch().snapshots([], { state: 'Ready' });
    expect(desk.sent()).toEqual([]);
    expect(desk.view.agent?.chosen).toBeNull();
  });
});

describe('logout', () => {
  it('is possible only from Not Ready', () => {
    const desk = new DrivenDesk().loggedIn().agent({ state: 'Ready' });
    desk.command({ type: 'logOut', reasonCode: null });
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'logout.notNow' } });
    expect(desk.sent()).toEqual([]);
  });

  it('ends when the switch says so: seat back, phone unregistered, CTI left', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'logOut', reasonCode: 10 });
    expect(desk.view.login.phase).toBe('logging-out');
    desk.cti({ type: 'RequestConf', id: desk.idOf('LogOutRequest') });
    expect(desk.view.login.phase).toBe('logging-out');
    desk.agent({ state: 'LoggedOut', reasonCode: 10 });
    expect(desk.view.login).toEqual({ phase: 'logged-out', error: null });
    expect(desk.phoneCommands()).toEqual(['unregister']);
    expect(desk.effects('sendLicensing')).toMatchObject([{ request: { type: 'ReleaseLicenceRequest' } }]);
    expect(desk.effects('closePair')).toMatchObject([{ kind: 'cti' }]);
  });

  it('is asked for once, however often it is clicked', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'logOut', reasonCode: 10 });
    desk.command({ type: 'logOut', reasonCode: 10 });
    expect(desk.sent()).toEqual([]);
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'logout.underWay' } });
  });

  it('that no CTI server confirms ends here in its time, and says so, naming each server', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'logOut', reasonCode: 10 });
    desk.ctiLost().ctiDown().put({ type: 'timer', timer: 'logout' });
    expect(desk.view.login).toMatchObject({
      phase: 'logged-out',
      error: {
        title: 'Logged out here; no CTI server confirmed it',
        message: expect.stringMatching(/cti-a\.example:8110.*cti-b\.example:8110.*may still show you/),
      },
    });
    expect(desk.outcomes(), 'he is logged out, as he wanted').toEqual([{ ok: true }]);
    expect(desk.phoneCommands()).toEqual(['unregister']);
  });

  it('by someone else says why', () => {
    const desk = new DrivenDesk()
      .loggedIn()
      .agent({ state: 'LoggedOut', reasonCode: systemReason.supervisor });
    expect(desk.view.login).toMatchObject({
      phase: 'logged-out',
      error: { message: expect.stringContaining('set by a supervisor') },
    });
  });
});

describe('a CTI server that is lost', () => {
  it('changes no state: it is only not known any more', () => {
    const desk = new DrivenDesk().loggedIn().agent({ state: 'Ready' }).ctiLost();
    expect(desk.view.agent).toMatchObject({ state: 'Ready', known: 'lost' });
  });

  it('is come back from with the same login, as one that goes on', () => {
    const desk = new DrivenDesk().loggedIn().agent({ state: 'Ready' }).ctiLost().ctiUp();
    expect(desk.sent()).toEqual(['SetSessionMode']);
    desk.systemIs().agentStateAtSwitch();
    expect(desk.effects('sendCti')).toMatchObject([
      { request: { type: 'SetAgentStateRequest', target: { state: 'Login', takeOver: false } } },
    ]);
    desk.snapshots([], { state: 'Ready' });
    expect(desk.view.agent).toMatchObject({ state: 'Ready', known: 'live' });
    expect(desk.view.login.phase).toBe('logged-in');
  });

  it('and a switch that has the agent elsewhere meanwhile displaces the desk', () => {
    const desk = new DrivenDesk().loggedIn().ctiLost().ctiUp().systemIs();
    desk.agentStateAtSwitch({ desk: 'PC-7', device: '52520', since: 1 });
    expect(desk.view.login.phase).toBe('displaced');
  });
});

describe('a click that waits for an answer', () => {
  const waiting = (): DrivenDesk => new DrivenDesk().loggedIn().command({ type: 'setState', target: ready });
  const whole = (desk: DrivenDesk): DrivenDesk => desk.ctiUp().systemIs().agentStateAtSwitch().snapshots();

  it('is asked again under its id when its server is lost and another is whole, and answered there', () => {
    const desk = waiting();
    const id = desk.idOf('SetAgentStateRequest');
    desk.ctiLost();
    expect(desk.outcome()).toBeNull();
    expect(desk.view.agent).toMatchObject({ known: 'lost', chosen: { target: ready } });
    whole(desk);
    expect(desk.effects('sendCti')).toMatchObject([{ request: { id, target: ready } }]);
    expect(desk.cti({ type: 'RequestConf', id }).outcome()).toEqual({ ok: true });
  });

  it('of a call is asked again too', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'dial', number: '5550100' });
    const id = desk.idOf('MakeCallRequest');
    expect(whole(desk.ctiLost()).idOf('MakeCallRequest')).toBe(id);
  });

  it('of a call is told when no server answers, and not done later behind his back', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'dial', number: '5550100' });
    desk.ctiLost().ctiDown();
    expect(desk.outcome()).toMatchObject({
      ok: false,
      error: { code: 'cti.lost', message: expect.stringContaining('cti-a.example:8110') },
    });
    expect(whole(desk).sent()).toEqual([]);
  });

  it('of a state stays chosen when no server answers, as one that is clicked later does, and is asked for once', () => {
    const desk = waiting().ctiLost().ctiDown();
    expect(desk.outcome()).toEqual({ ok: true });
    expect(desk.view.agent).toMatchObject({ known: 'lost', chosen: { target: ready } });
    expect(whole(desk.ctiDown()).effects('sendCti')).toMatchObject([{ request: { target: ready } }]);
    desk.cti({ type: 'RequestConf', id: desk.idOf('SetAgentStateRequest') }).agent({ state: 'Ready' });
    expect(whole(desk.ctiLost()).sent()).toEqual([]);
  });

  it('of a state is not asked for again where the switch had set it before both were lost', () => {
    const desk = waiting().ctiLost().ctiDown();
    desk.ctiUp().systemIs().agentStateAtSwitch().snapshots([], { state: 'Ready' });
    expect(desk.sent()).toEqual([]);
    expect(desk.view.agent).toMatchObject({ state: 'Ready', chosen: null });
  });

  it('is told after its time, by the server that did not answer, and not asked again', () => {
    const desk = waiting().ctiOn('A');
    const commandId = desk.lastCommand;
    desk.put({ type: 'commandTimedOut', commandId });
    expect(desk.outcome()).toMatchObject({
      ok: false,
      error: {
        code: 'desk.unanswered',
        message: expect.stringContaining('CTI server A (cti-a.example:8110) is connected but did not answer'),
      },
    });
    expect(desk.view.agent?.chosen).toBeNull();
    expect(whole(desk.ctiLost()).sent()).toEqual([]);
  });

  it('is told after its time that its server was lost, where that is so', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'dial', number: '5550100' }).ctiLost();
    desk.put({ type: 'commandTimedOut', commandId: desk.lastCommand });
    expect(desk.outcome()).toMatchObject({ error: { message: expect.stringContaining('was lost before') } });
  });

  it('of a state stays chosen after its time where no server is there', () => {
    const desk = waiting().ctiLost();
    desk.put({ type: 'commandTimedOut', commandId: desk.lastCommand });
    expect(desk.outcome()).toEqual({ ok: true });
    expect(whole(desk).effects('sendCti')).toMatchObject([{ request: { target: ready } }]);
  });
});

describe('events', () => {
  it('that are missing are made good by asking for everything anew', () => {
    const desk = new DrivenDesk().loggedIn();
    const sequence = desk.model.lastSequence + 3;
    const status = { ctiServer: 'online', centralController: 'online', peripheral: 'online' } as const;
    const message = { type: 'SystemEvent', sequence, time: desk.now, status } as const;
    desk.put({ type: 'cti', event: { type: 'message', side: 'A', message } });
    expect(desk.sent()).toEqual(['SetSessionMode']);
    expect(desk.view.login.phase).toBe('logged-in');
  });

  it('that are repeated are passed over', () => {
    const desk = new DrivenDesk().loggedIn().agent({ state: 'Ready' });
    const repeated = desk.model.lastSequence;
    desk.put({
      type: 'cti',
      event: {
        type: 'message',
        side: 'A',
        message: {
          type: 'SystemEvent',
          sequence: repeated,
          time: desk.now,
          status: { ctiServer: 'offline', centralController: 'online', peripheral: 'online' },
        },
      },
    });
    expect(desk.effects('log')).toHaveLength(1);
    expect(desk.view.agent?.state).toBe('Ready');
  });
});

describe('a logout', () => {
  it('is refused while a chat or an action item is open, and says which', () => {
    const desk = withSessions(new DrivenDesk().loggedIn(), chatSample(), actionSample({ phase: 'ended' }));
    desk.command({ type: 'logOut', reasonCode: 10 });
    expect(desk.sent()).toEqual([]);
    expect(desk.outcome()).toMatchObject({
      ok: false,
      error: {
        title: 'Finish your chats and action items first',
        message: expect.stringMatching(
          /^Still open: the chat with Maria Kowalczyk, the action item "Rebill check/,
        ),
      },
    });
  });

  it('that was refused goes out when the desk is closed all the same', () => {
    const desk = withSessions(new DrivenDesk().loggedIn(), chatSample()).put({ type: 'leave' });
    expect(desk.sent()).toEqual(['LogOutRequest']);
    expect(desk.last.findIndex(({ type }) => type === 'sendCti')).toBeLessThan(
      desk.last.findIndex((effect) => effect.type === 'closePair' && effect.kind === 'cti'),
    );
    expect(new DrivenDesk().loggedIn().put({ type: 'leave' }).sent()).toEqual([]);
  });

  it('is not hindered by manual sessions', () => {
    const desk = new DrivenDesk().loggedIn().command({ type: 'openManualSession', title: 'Address change' });
    expect(desk.command({ type: 'logOut', reasonCode: 10 }).sent()).toEqual(['LogOutRequest']);
  });
});
