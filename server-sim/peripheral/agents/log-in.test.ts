import { describe, expect, it } from 'vitest';
import { bitsOf, delivered, inShort, logInAs, switchBench } from '../testing/switch-bench.ts';

describe('logging in', () => {
  it('answers the session mode with the system and the agent', () => {
    const bench = switchBench();
    const session = bench.attach('1001');
    expect(delivered(bench.taken(), session)).toEqual([
      {
        type: 'SetAgentModeEvent',
        time: 0,
        peripheralId: 5000,
        status: { ctiServer: 'online', centralController: 'online', peripheral: 'online' },
      },
      { type: 'QueryAgentStateConf', time: 0, agentId: '1001', state: 'LoggedOut', loggedInElsewhere: null },
    ]);
  });

  it('lands in Not Ready and shows agent, device and calls, in that order', () => {
    const bench = switchBench();
    const session = bench.attach('1001');
    bench.taken();
    bench.send(session, logInAs('1001', '5001'));
    const answers = delivered(bench.taken(), session);
    expect(inShort(answers)).toEqual(['RequestConf', 'NotReady', 'SnapshotDeviceConf', 'SnapshotCallsConf']);
    expect(answers[2]).toMatchObject({
      device: '5001',
      sip: { user: '5001', password: 'sip-5001' },
      callIds: [],
    });
    expect(bench.agent('1001')).toMatchObject({ state: 'NotReady', reasonCode: null, device: '5001' });
  });

  it('gives a hardphone no SIP account', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'hardphone');
    const device = delivered(bench.taken(), session).find(({ type }) => type === 'SnapshotDeviceConf');
    expect(device).toMatchObject({ sip: null });
  });

  it.each([
    [
      'a wrong password',
      logInAs('1001', '5001', 'softphone', false, 'x'),
      'invalidCredentials',
      /password of agent 1001/,
    ],
    ['an unknown device', logInAs('1001', '9999'), 'unknownDevice', /no device 9999/],
    ['a device in use', logInAs('1001', '5002'), 'deviceInUse', /Device 5002 is in use by Ben \(1002\)/],
  ])('refuses %s and changes nothing', (_, request, code, message) => {
    const bench = switchBench();
    bench.seat('1002', '5002');
    const session = bench.attach('1001');
    expect(bench.send(session, request)).toMatchObject({
      type: 'FailureConf',
      code,
      message: expect.stringMatching(message),
    });
    expect(bench.agent('1001').state).toBe('LoggedOut');
  });

  it('names device, agent and since when the device is in use', () => {
    const bench = switchBench();
    bench.wait(5_000);
    bench.seat('1002', '5002');
    const answer = bench.send(bench.attach('1001'), logInAs('1001', '5002'));
    expect(answer).toMatchObject({
      details: { device: '5002', agentId: '1002', agentName: 'Ben', since: '1970-01-01T00:00:05.000Z' },
    });
  });

  it('refuses an agent, a peripheral and a session mode it does not know', () => {
    const bench = switchBench();
    const unknown = bench.attach('9');
    expect(delivered(bench.taken(), unknown)).toMatchObject([{ type: 'FailureConf', code: 'unknownAgent' }]);
    expect(bench.send(unknown, logInAs('9', '5001'))).toMatchObject({
      code: 'badMessage',
    });
    const desk = { id: 'd', name: 'D' };
    const attachment = { side: 'A', requestId: 'm', agentId: '1001', peripheralId: 7, desk } as const;
    bench.put({ type: 'attach', sessionId: 's', attachment });
    expect(delivered(bench.taken(), 's')).toMatchObject([
      {
        type: 'FailureConf',
        id: 'm',
        code: 'badMessage',
        message: expect.stringMatching(/peripheral 7 here.*5000/),
      },
    ]);
  });

  it('postpones while a part of the system is offline, and tells every desk of it', () => {
    const bench = switchBench();
    const session = bench.attach('1001');
    bench.taken();
    bench.put({ type: 'status', status: { peripheral: 'offline' } });
    expect(delivered(bench.taken(), session)).toMatchObject([
      { type: 'SystemEvent', status: { ctiServer: 'online', peripheral: 'offline' } },
    ]);
    expect(bench.send(session, logInAs('1001', '5001'))).toMatchObject({
      code: 'systemOffline',
      message: expect.stringMatching(/peripheral/),
    });
    expect(bitsOf(bench.agent('1001').enablement)).toEqual([]);
    bench.put({ type: 'status', status: { peripheral: 'online' } });
    expect(bench.send(session, logInAs('1001', '5001')).type).toBe('RequestConf');
  });
});

describe('resuming', () => {
  it('is no second login: same answers, no change of state', () => {
    const bench = switchBench();
    const first = bench.seat('1001', '5001', 'softphone', 'Ready');
    bench.wait(1_000);
    bench.put({ type: 'detach', sessionId: first });
    bench.wait(1_000);
    bench.taken();
    const second = bench.attach('1001', 'desk-1001', 'B');
    bench.send(second, logInAs('1001', '5001'));
    const answers = delivered(bench.taken(), second);
    expect(answers[1]).toMatchObject({
      type: 'QueryAgentStateConf',
      state: 'Ready',
      loggedInElsewhere: null,
    });
    expect(inShort(answers.slice(2))).toEqual([
      'RequestConf',
      'Ready',
      'SnapshotDeviceConf',
      'SnapshotCallsConf',
    ]);
    expect(bench.agent('1001')).toMatchObject({ state: 'Ready', since: 0 });
  });

  it('shows the calls that go on', () => {
    const bench = switchBench();
    const first = bench.seat('1001', '5001', 'softphone', 'Ready');
    const callId = bench.place('8001');
    bench.report({ type: 'answered', legId: bench.leg('1001', callId) });
    const second = bench.attach('1001', 'desk-1001', 'B');
    bench.put({ type: 'detach', sessionId: first });
    bench.taken();
    bench.send(second, logInAs('1001', '5001'));
    expect(delivered(bench.taken(), second).slice(1)).toMatchObject([
      { type: 'AgentStateEvent', agent: { state: 'Talking' } },
      { type: 'SnapshotDeviceConf', callIds: [callId] },
      { type: 'SnapshotCallsConf', calls: [{ callId, connection: 'Connected' }] },
    ]);
  });

  it('leaves a frozen side behind: events go to the new session alone', () => {
    const bench = switchBench();
    const first = bench.seat('1001', '5001');
    const second = bench.attach('1001', 'desk-1001', 'B');
    bench.send(second, logInAs('1001', '5001'));
    bench.taken();
    bench.choose(second, { state: 'Ready' });
    const outputs = bench.taken();
    expect(delivered(outputs, first)).toEqual([]);
    expect(inShort(delivered(outputs, second))).toEqual(['RequestConf', 'Ready']);
    bench.put({ type: 'detach', sessionId: first });
    expect(bench.state().agents.get('1001')?.desk?.link.status).toBe('connected');
  });
});

describe('logging out', () => {
  it('is possible from Not Ready alone, frees the device, and is told by an event', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001', 'softphone', 'Ready');
    expect(bench.send(session, { type: 'LogOutRequest', reasonCode: 3 })).toMatchObject({
      code: 'notAllowedNow',
      message: expect.stringMatching(/Not Ready.*1001 is Ready/),
    });
    bench.choose(session, { state: 'NotReady', reasonCode: null });
    bench.taken();
    expect(bench.send(session, { type: 'LogOutRequest', reasonCode: 3 }).type).toBe('RequestConf');
    const answers = delivered(bench.taken(), session);
    expect(inShort(answers)).toEqual(['RequestConf', 'LoggedOut']);
    expect(answers[1]).toMatchObject({ agent: { reasonCode: 3, device: null, loggedInAt: null } });
    expect(bench.send(bench.attach('1002'), logInAs('1002', '5001')).type).toBe('RequestConf');
  });

  it('is refused while a call rings on the phone', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.place('5001');
    expect(bench.send(session, { type: 'LogOutRequest', reasonCode: null })).toMatchObject({
      code: 'notAllowedNow',
    });
  });

  it('and asking for something afterwards is refused', () => {
    const bench = switchBench();
    const session = bench.seat('1001', '5001');
    bench.send(session, { type: 'LogOutRequest', reasonCode: null });
    expect(bench.send(session, { type: 'MakeCallRequest', number: '600' })).toMatchObject({
      code: 'notLoggedIn',
    });
  });
});
