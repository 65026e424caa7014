import { describe, expect, it } from 'vitest';
import { DrivenDesk } from './testing/driven-desk.ts';
import { configuration, online } from './testing/samples.ts';

describe('login', () => {
  it('is refused before any profile has come, and says why', () => {
    const desk = new DrivenDesk().logIn();
    expect(desk.outcome()).toMatchObject({ ok: false, error: { code: 'login.noProfiles' } });
    expect(desk.view.login.phase).toBe('logged-out');
  });

  it('begins with the licence and the CTI connection at once', () => {
    const desk = new DrivenDesk().configured().logIn();
    expect(desk.effects('openPair')).toMatchObject([{ kind: 'licensing' }, { kind: 'cti' }]);
    expect(desk.view.login).toMatchObject({ phase: 'logging-in', step: 'licence', agentId: '12345' });
  });

  it('follows the steps of the seed, in their order', () => {
    const desk = new DrivenDesk().configured().logIn().licence();
    expect(desk.ctiUp().sent()).toEqual(['SetSessionMode']);
    expect(desk.systemIs().sent()).toEqual([]);
    expect(desk.agentStateAtSwitch().sent()).toEqual(['SetAgentStateRequest']);
    desk.snapshots();
    expect(desk.view.login).toMatchObject({ phase: 'logged-in', agentId: '12345', device: '52513' });
    expect(desk.view.agent).toMatchObject({ state: 'NotReady', known: 'live' });
    expect(desk.outcome()).toEqual({ ok: true });
  });

  it('waits for the licence where the switch is quicker', () => {
    const desk = new DrivenDesk().configured().logIn().ctiUp().systemIs().agentStateAtSwitch();
    expect(desk.sent()).toEqual([]);
    expect(desk.view.login).toMatchObject({
      step: 'licence',
      waitingFor:
        'Waiting for a licence from licensing server A (lic-a.example:8120) or B (lic-b.example:8120)',
    });
    expect(desk.licence().sent()).toEqual(['SetAgentStateRequest']);
  });

  it('registers the phone with what the device snapshot brings', () => {
    const desk = new DrivenDesk().configured().logIn().licence().ctiUp().systemIs().agentStateAtSwitch();
    desk.cti({
      type: 'SnapshotDeviceConf',
      time: desk.now,
      device: '52513',
      sip: { user: '52513', password: 'sip-secret' },
      callIds: [],
    });
    expect(desk.effects('phone')).toMatchObject([
      { command: { type: 'register', user: '52513', domain: 'edinburgh.example' } },
    ]);
  });

  it('keeps every password out of what windows see', () => {
    const text = JSON.stringify(new DrivenDesk().loggedIn().view);
    expect(text).not.toContain('xxyyzz');
    expect(text).not.toContain('sip-secret');
  });

  it('remembers its profile last of all, and only where it is another than before', () => {
    const desk = new DrivenDesk().loggedIn();
    expect(desk.last.at(-1)).toEqual({ type: 'keepLastProfile', profile: 'Billing, blended' });
    expect(desk.view.lastProfile).toBe('Billing, blended');
    desk.ctiLost().ctiUp().systemIs().agentStateAtSwitch().snapshots();
    expect(desk.effects('keepLastProfile')).toEqual([]);
    expect(new DrivenDesk().configured().logIn().effects('keepLastProfile')).toEqual([]);
  });

  it('to a system that is offline is postponed, says what is off, and goes on by itself', () => {
    const desk = new DrivenDesk().configured().logIn().licence().ctiUp();
    desk.systemIs({ ...online, peripheral: 'offline' }).agentStateAtSwitch();
    expect(desk.view.login).toMatchObject({
      phase: 'postponed',
      message: expect.stringContaining('The switch is offline'),
    });
    expect(desk.sent()).toEqual([]);
    desk.cti({ type: 'SystemEvent', time: desk.now, status: online });
    expect(desk.sent()).toEqual(['SetAgentStateRequest']);
    expect(desk.snapshots().view.login.phase).toBe('logged-in');
  });

  it('of an agent who is elsewhere names the desk and offers to take over', () => {
    const desk = new DrivenDesk().configured().logIn().licence().ctiUp().systemIs();
    desk.agentStateAtSwitch({ desk: 'PC-7', device: '52520', since: 50_000 });
    expect(desk.view.login).toMatchObject({
      phase: 'logged-out',
      error: {
        code: 'cti.agentLoggedInElsewhere',
        message: expect.stringContaining('PC-7'),
        remedies: [{ action: 'take-over' }, { action: 'try-again' }],
      },
    });
    expect(desk.effects('sendLicensing')).toMatchObject([{ request: { type: 'ReleaseLicenceRequest' } }]);
    expect(desk.effects('closePair')).toMatchObject([{ kind: 'cti' }]);
  });

  it('takes an agent over when it is asked to', () => {
    const desk = new DrivenDesk().configured().logIn('12345;xxyyzz;52513', true).licence().ctiUp().systemIs();
    desk.agentStateAtSwitch({ desk: 'PC-7', device: '52520', since: 50_000 });
    expect(desk.effects('sendCti')).toMatchObject([
      { request: { type: 'SetAgentStateRequest', target: { state: 'Login', takeOver: true } } },
    ]);
  });

  it('on a device in use names the agent who has it', () => {
    const desk = new DrivenDesk().configured().logIn().licence().ctiUp().systemIs().agentStateAtSwitch();
    desk.cti({
      type: 'FailureConf',
      id: desk.idOf('SetAgentStateRequest'),
      code: 'deviceInUse',
      message: 'in use',
      details: { device: '52513', agentId: '12288', agentName: 'Jo Bell', since: '2026-05-05T08:57:00Z' },
    });
    expect(desk.view.login).toMatchObject({
      error: {
        title: 'Device 52513 is in use',
        message: expect.stringContaining('12288 (Jo Bell)'),
        part: 'device',
      },
    });
  });

  it('can be cancelled, and gives back what it had', () => {
    const desk = new DrivenDesk().configured().logIn().licence().command({ type: 'cancelLogin' });
    expect(desk.view.login).toEqual({ phase: 'logged-out', error: null });
    expect(desk.effects('sendLicensing')).toHaveLength(1);
  });

  it('that takes too long ends, and names what it waited for', () => {
    const desk = new DrivenDesk().configured().logIn();
    const hangs = { security: 'tls', state: 'connecting', since: 0, error: null, answeredAt: null } as const;
    const A = { ...hangs, address: 'lic-a.example:8120' };
    const B = { ...hangs, address: 'lic-b.example:8120', state: 'silent', error: 'It refused.' } as const;
    const view = {
      kind: 'licensing',
      inUse: null,
      status: 'connecting',
      since: 0,
      misconfigured: null,
    } as const;
    desk.put({ type: 'licensing', event: { type: 'view', view: { ...view, sides: { A, B } } } });
    desk.put({ type: 'timer', timer: 'login-step' });
    expect(desk.view.login).toMatchObject({
      phase: 'logged-out',
      error: {
        code: 'login.timedOut',
        message: expect.stringContaining(
          'No licence came within 10 seconds. It waited for licensing server A (lic-a.example:8120) or B',
        ),
      },
    });
    expect(desk.outcome()).toMatchObject({ ok: false });
  });

  it('that takes too long at a connected server names that server', () => {
    const standby = {
      address: 'cti-b.example:8110',
      security: 'tls',
      state: 'standby',
      since: 0,
      error: null,
      answeredAt: 0,
    } as const;
    const inUse = { ...standby, address: 'cti-a.example:8110', state: 'in-use' } as const;
    const sides = { A: inUse, B: standby };
    const desk = new DrivenDesk().configured().logIn().licence();
    desk.put({
      type: 'cti',
      event: {
        type: 'view',
        view: { kind: 'cti', sides, inUse: 'A', status: 'up', since: 0, misconfigured: null },
      },
    });
    desk.ctiUp().put({ type: 'timer', timer: 'login-step' });
    expect(desk.view.login).toMatchObject({
      error: {
        message: expect.stringContaining(
          'It waited for CTI server A (cti-a.example:8110) or B (cti-b.example:8110).',
        ),
        details: {
          step: 'session',
          'cti A (cti-a.example:8110)': 'CTI server A (cti-a.example:8110) is connected but did not answer.',
          'cti B (cti-b.example:8110)': 'CTI server B (cti-b.example:8110) lives; it was not asked.',
        },
      },
    });
  });
});

describe('an agent ID that the switch does not know', () => {
  it('is said at once, and names the part of the login string', () => {
    const desk = new DrivenDesk().configured().logIn().licence().ctiUp();
    const id = desk.idOf('SetSessionMode');
    desk.cti({ type: 'FailureConf', id, code: 'unknownAgent', message: 'There is no agent 12345.' });
    expect(desk.view.login).toMatchObject({
      phase: 'logged-out',
      error: { title: 'This agent ID is not known', part: 'agent' },
    });
  });
});

describe('a licence', () => {
  const down = (a: object, b: object) =>
    new DrivenDesk()
      .configured()
      .logIn()
      .put({ type: 'licensing', event: { type: 'down', causes: { A: a, B: b } } as never });

  it('from servers that do not answer is one error', () => {
    expect(down({ type: 'refused' }, { type: 'refused' }).view.login).toMatchObject({
      error: { code: 'licensing.down', title: 'The licensing server does not answer' },
    });
  });

  it('from an address where something else answers is another', () => {
    const wrong = {
      type: 'wrong-server',
      found: { kind: 'cti', side: 'A', cluster: 'edinburgh' },
      expected: { kind: 'licensing', cluster: null },
    };
    expect(down({ type: 'refused' }, wrong).view.login).toMatchObject({
      error: {
        code: 'licensing.stale',
        title: 'The address of licensing server B is stale, and A does not answer',
        message: expect.stringContaining(
          'The addresses come from the profile "Billing, blended" of the cluster',
        ),
      },
    });
  });

  it('when no seat is free is the third, with server and address', () => {
    const desk = new DrivenDesk().configured().logIn();
    const hello = {
      type: 'Hello',
      kind: 'licensing',
      side: 'B',
      cluster: 'edinburgh',
      time: desk.now,
    } as const;
    desk.put({ type: 'licensing', event: { type: 'up', side: 'B', address: 'lic-b.example:8120', hello } });
    const id = desk.last.flatMap((one) => (one.type === 'sendLicensing' ? [one.request.id] : []))[0] ?? '';
    desk.put({
      type: 'licensing',
      event: {
        type: 'message',
        side: 'B',
        message: {
          type: 'FailureConf',
          id,
          code: 'noSeat',
          message: 'full',
          details: { seats: '3', inUse: '3' },
        },
      },
    });
    expect(desk.view.login).toMatchObject({
      error: {
        code: 'licensing.noSeat',
        title: 'No seat is free',
        message: expect.stringContaining('server B'),
      },
    });
  });
});

describe('a desk whose agent was taken over', () => {
  const displaced = new DrivenDesk().loggedIn().cti({
    type: 'DisplacedEvent',
    time: 1,
    by: { desk: 'PC-7', device: '52520' },
  });

  it('says by whom, and leaves the servers', () => {
    expect(displaced.view.login).toMatchObject({ phase: 'displaced', by: { desk: 'PC-7', device: '52520' } });
    expect(displaced.effects('closePair')).toMatchObject([{ kind: 'cti' }]);
    expect(displaced.phoneCommands()).toEqual(['unregister']);
  });
});

describe('the configuration', () => {
  it('heals the addresses from the cluster and is kept', () => {
    const desk = new DrivenDesk().configured();
    expect(desk.effects('healAddresses')).toMatchObject([{ servers: configuration.configurationServers }]);
    expect(desk.effects('keepConfiguration')).toHaveLength(1);
    expect(desk.view.configuration).toMatchObject({ status: 'fresh', clusterName: 'Edinburgh' });
  });

  it('that was kept opens the desk when no server answers, and says so', () => {
    const desk = new DrivenDesk().put({
      type: 'start',
      kept: { configuration, downloadedAt: 5 },
      recentCalls: [],
      notices: [],
      drafts: {},
      manualSessions: [],
      lastProfile: 'Billing, blended',
      audio: { microphone: null, speaker: null, ringer: null },
      phoneOrder: 'random',
      allowPlaintext: false,
      simulator: null,
    });
    desk.put({ type: 'configuration', event: { type: 'down', causes: { A: { type: 'refused' }, B: null } } });
    expect(desk.view.configuration).toMatchObject({
      status: 'kept',
      downloadedAt: 5,
      error: { code: 'configuration.down' },
    });
    expect(desk.logIn().view.login.phase).toBe('logging-in');
  });
});

describe('a desk that gets another cluster than before', () => {
  it('takes it, and tells IT', () => {
    const desk = new DrivenDesk().configured();
    expect(desk.effects('log')).toEqual([]);
    const other = { ...configuration, cluster: { id: 'bremen', name: 'Bremen' } };
    const message = { type: 'GlobalSettingsChangedEvent', time: 1, configuration: other } as const;
    desk.put({ type: 'configuration', event: { type: 'message', side: 'B', message } });
    expect(desk.view.configuration).toMatchObject({ clusterName: 'Bremen' });
    expect(desk.effects('log')).toMatchObject([
      { level: 'warn', sentence: expect.stringMatching(/"edinburgh".*"bremen"/) },
    ]);
  });
});

describe('a clock that is wrong', () => {
  it('is set right by what the servers say', () => {
    const desk = new DrivenDesk().configured();
    const hello = {
      type: 'Hello',
      kind: 'configuration',
      side: 'A',
      cluster: 'e',
      time: desk.now + 3_600_000,
    } as const;
    desk.put({ type: 'configuration', event: { type: 'up', side: 'A', address: 'a:1', hello } });
    expect(desk.view.clockOffsetMs).toBe(3_600_000);
  });
});
