import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type CtiAnswer, ctiAnswer } from '../../contract/cti/answers.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import type { ClientLink, SocketService } from '../host/client-link.ts';
import { createPeripheral, type Peripheral } from '../peripheral/create-peripheral.ts';
import { createFakeMedia } from '../peripheral/testing/fake-media.ts';
import { logInAs } from '../peripheral/testing/switch-bench.ts';
import { testPlan } from '../peripheral/testing/test-plan.ts';
import { createQuietLog } from '../testing/quiet-log.ts';
import { createTestClock } from '../testing/test-clock.ts';
import { createCtiServer } from './cti-server.ts';

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

/** A WebSocket as the server sees it; binary messages come as the text they are not. */
function asLink(socket: WebSocket, remote: string): ClientLink {
  return {
    remote,
    send: (text) => socket.send(text),
    onMessage: (listener) => void socket.on('message', (data) => listener(data.toString('latin1'))),
    onClose: (listener) => void socket.on('close', listener),
    doubt: () => undefined,
    close: (code, reason) => socket.close(code, reason),
  };
}

interface Server {
  readonly service: SocketService;
  readonly port: number;
}

async function listen(service: SocketService): Promise<Server> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 4 * 1_048_576 });
  server.on('connection', (socket) => service.accept(asLink(socket, 'a desk')));
  await once(server, 'listening');
  endings.push(() => {
    for (const client of server.clients) client.terminate();
    server.close();
    service.dispose();
  });
  return { service, port: (server.address() as AddressInfo).port };
}

async function tier() {
  const clock = createTestClock(1_000);
  const log = createQuietLog();
  const peripheral = createPeripheral({
    plan: testPlan,
    clock,
    media: createFakeMedia(),
    orders: () => undefined,
    log,
    newId: () => 'run',
  });
  endings.push(() => peripheral.dispose());
  const serve = (side: Side): Promise<Server> =>
    listen(createCtiServer({ side, cluster: 'lab', peripheral, now: clock.now, log, does: () => false }));
  const [a, b] = await Promise.all([serve('A'), serve('B')]);
  return { clock, peripheral, a, b };
}

interface Desk {
  readonly socket: WebSocket;
  send(message: object | string | Buffer): void;
  /** The next message, checked against the contract. */
  next(): Promise<CtiAnswer>;
  /** Everything up to the first message of this type. */
  until(type: CtiAnswer['type']): Promise<readonly CtiAnswer[]>;
}

async function connect({ port }: Server): Promise<Desk> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const waiting: CtiAnswer[] = [];
  const wanted: ((answer: CtiAnswer) => void)[] = [];
  socket.on('message', (data) => {
    const answer = ctiAnswer.parse(JSON.parse(data.toString()));
    const take = wanted.shift();
    if (take) take(answer);
    else waiting.push(answer);
  });
  await once(socket, 'open');
  const next = (): Promise<CtiAnswer> => {
    const first = waiting.shift();
    return first ? Promise.resolve(first) : new Promise((resolve) => wanted.push(resolve));
  };
  return {
    socket,
    next,
    send: (message) =>
      socket.send(
        typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message),
      ),
    async until(type) {
      const seen: CtiAnswer[] = [];
      for (let answer = await next(); ; answer = await next()) {
        seen.push(answer);
        if (answer.type === type) return seen;
      }
    },
  };
}

const sessionMode = (agentId = '1001', deskId = 'desk-1'): object => ({
  type: 'SetSessionMode',
  id: 'mode',
  agentId,
  peripheralId: 5000,
  desk: { id: deskId, name: 'PC 1' },
});
const logIn = { ...logInAs('1001', '5001'), id: 'in' };

async function loggedIn(server: Server, peripheral: Peripheral): Promise<Desk> {
  peripheral.deviceReport({ type: 'registered', side: 'A', device: '5001', contact: 'x' });
  const desk = await connect(server);
  desk.send(sessionMode());
  desk.send(logIn);
  await desk.until('SnapshotCallsConf');
  return desk;
}

describe('a CTI server', () => {
  it('says Hello first, and what time it is at each heartbeat', async () => {
    const { a, b, clock } = await tier();
    const desk = await connect(a);
    expect(await desk.next()).toEqual({ type: 'Hello', kind: 'cti', side: 'A', cluster: 'lab', time: 1_000 });
    clock.advance(500);
    desk.send({ type: 'HeartbeatRequest', id: 'beat' });
    expect(await desk.next()).toEqual({ type: 'HeartbeatConf', id: 'beat', time: 1_500 });
    expect(await (await connect(b)).next()).toMatchObject({ side: 'B' });
  });

  it('goes through the login of seed 004, every event numbered by one', async () => {
    const { a } = await tier();
    const desk = await connect(a);
    desk.send(sessionMode());
    const mode = await desk.until('QueryAgentStateConf');
    expect(mode.map(({ type }) => type)).toEqual(['Hello', 'SetAgentModeEvent', 'QueryAgentStateConf']);
    desk.send(logIn);
    const login = await desk.until('SnapshotCallsConf');
    expect(login.map(({ type }) => type)).toEqual([
      'RequestConf',
      'AgentStateEvent',
      'SnapshotDeviceConf',
      'SnapshotCallsConf',
    ]);
    const numbers = [...mode, ...login].flatMap((answer) => ('sequence' in answer ? [answer.sequence] : []));
    expect(numbers).toEqual([1, 2, 3]);
  });

  it('tells a desk of its own agent alone', async () => {
    const { a, b, peripheral } = await tier();
    const desk = await loggedIn(a, peripheral);
    const stranger = await connect(b);
    stranger.send(sessionMode('1002', 'desk-2'));
    await stranger.until('QueryAgentStateConf');
    desk.send({ type: 'SetAgentStateRequest', id: 'r', target: { state: 'Ready' } });
    expect((await desk.until('AgentStateEvent')).at(-1)).toMatchObject({
      agent: { agentId: '1001', state: 'Ready' },
    });
    stranger.send({ type: 'HeartbeatRequest', id: 'b' });
    expect(await stranger.next()).toMatchObject({ type: 'HeartbeatConf' });
  });

  it('goes away without its desk losing anything: the other side resumes', async () => {
    const { a, b, clock, peripheral } = await tier();
    const desk = await loggedIn(a, peripheral);
    desk.send({ type: 'SetAgentStateRequest', id: 'r', target: { state: 'Ready' } });
    await desk.until('AgentStateEvent');
    a.service.dispose();
    clock.advance(30_000);
    const again = await connect(b);
    again.send(sessionMode());
    expect((await again.until('QueryAgentStateConf')).at(-1)).toMatchObject({
      state: 'Ready',
      loggedInElsewhere: null,
    });
    again.send(logIn);
    const answers = await again.until('SnapshotCallsConf');
    expect(answers[1]).toMatchObject({ type: 'AgentStateEvent', agent: { state: 'Ready', since: 1_000 } });
    clock.advance(60_000);
    expect(peripheral.agents()[0]).toMatchObject({ state: 'Ready' });
  });

  it('tells the switch when a desk is gone', async () => {
    const { a, clock, peripheral } = await tier();
    const desk = await loggedIn(a, peripheral);
    const lost = new Promise((resolve) =>
      peripheral.onEvent(({ type }) => type === 'deskLost' && resolve(type)),
    );
    desk.socket.terminate();
    await lost;
    clock.advance(60_000);
    expect(peripheral.agents()[0]).toMatchObject({ reasonCode: 50_002 });
  });

  it('leaves the first agent when the session mode is set for another', async () => {
    const { a, peripheral } = await tier();
    const desk = await loggedIn(a, peripheral);
    desk.send(sessionMode('1002'));
    await desk.until('QueryAgentStateConf');
    peripheral.setAgentState('1001', 'NotReady', 5);
    desk.send({ type: 'HeartbeatRequest', id: 'b' });
    expect(await desk.next()).toMatchObject({ type: 'HeartbeatConf' });
  });
});

describe('what is not understood', () => {
  it.each([
    [
      'before the session mode',
      { type: 'LogOutRequest', id: 'x', reasonCode: null },
      'x',
      /LogOutRequest came before SetSessionMode/,
    ],
    ['unknown', { type: 'Dance', id: 'x' }, 'x', /Dance/],
    ['incomplete', { type: 'SetSessionMode', id: 'x' }, 'x', /SetSessionMode at agentId/],
    ['not JSON', '<html>', null, /not JSON: it begins "<html>"/],
    ['oversized', `"${'x'.repeat(1_100_000)}"`, null, /a message of 1100002 characters/],
    ['binary', Buffer.from([0xff, 0, 1]), null, /not JSON/],
  ])('%s is refused by name', async (_, message, id, words) => {
    const { a } = await tier();
    const desk = await connect(a);
    await desk.next();
    desk.send(message);
    expect(await desk.next()).toMatchObject({
      type: 'FailureConf',
      id,
      code: 'badMessage',
      message: expect.stringMatching(words),
    });
    desk.send({ type: 'HeartbeatRequest', id: 'still' });
    expect(await desk.next()).toMatchObject({ id: 'still' });
  });

  it('for another agent is refused, naming both', async () => {
    const { a } = await tier();
    const desk = await connect(a);
    desk.send(sessionMode());
    await desk.until('QueryAgentStateConf');
    desk.send({ ...logInAs('1002', '5002'), id: 'in' });
    expect(await desk.next()).toMatchObject({
      id: 'in',
      code: 'badMessage',
      message: expect.stringMatching(/agent 1002.*agent 1001/),
    });
  });

  it('twenty times in a row ends the connection with 1008; a good message in between forgives', async () => {
    const { a } = await tier();
    const desk = await connect(a);
    const closed = once(desk.socket, 'close');
    for (let count = 0; count < 19; count += 1) desk.send('nonsense');
    desk.send({ type: 'HeartbeatRequest', id: 'good' });
    await desk.until('HeartbeatConf');
    for (let count = 0; count < 19; count += 1) desk.send('nonsense');
    desk.send({ type: 'HeartbeatRequest', id: 'good' });
    await desk.until('HeartbeatConf');
    for (let count = 0; count < 20; count += 1) desk.send('nonsense');
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([1008, '20 messages in a row were not understood']);
  });

  it('a wrong password is a refusal, not a bad message', async () => {
    const { a } = await tier();
    const desk = await connect(a);
    desk.send(sessionMode());
    await desk.until('QueryAgentStateConf');
    const wrong = logInAs('1001', '5001', 'softphone', false, 'x');
    for (let count = 0; count < 25; count += 1) desk.send({ ...wrong, id: `in${count}` });
    for (let count = 0; count < 25; count += 1) {
      expect(await desk.next()).toMatchObject({ id: `in${count}`, code: 'invalidCredentials' });
    }
  });
});
