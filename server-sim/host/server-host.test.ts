import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ClientLink, SocketService } from './client-link.ts';
import { phoneWindowOnly } from './handshake.ts';
import { createServerHost, type ServerHost, type ServerHostOptions } from './server-host.ts';
import type { ServerState } from './server-unit.ts';
import { createTestLog, openTestClient, refusedHandshake, type TestClient } from './test-client.ts';

const subprotocol = 'switchhook.cti.1';

/** A service that answers each message with its number since the server started. */
interface Counter {
  readonly received: string[];
  readonly links: ClientLink[];
  readonly closed: string[];
  disposed: boolean;
}

const running: { host: ServerHost; clients: TestClient[] }[] = [];
afterEach(async () => {
  for (const { host, clients } of running.splice(0)) {
    for (const client of clients) client.close();
    await host.kill();
  }
});

function createCounting(options: Partial<ServerHostOptions> = {}) {
  const starts: Counter[] = [];
  const log = createTestLog();
  const create = (): SocketService => {
    const counter: Counter = { received: [], links: [], closed: [], disposed: false };
    starts.push(counter);
    return {
      accept(link) {
        counter.links.push(link);
        link.onClose(() => counter.closed.push(link.remote));
        link.onMessage((text) => {
          if (text === 'break') throw new Error('The service broke');
          counter.received.push(text);
          link.send(JSON.stringify({ type: 'Counted', text, number: counter.received.length }));
        });
      },
      dispose() {
        counter.disposed = true;
        for (const link of counter.links) {
          link.send('{"type":"LastWords"}');
          link.close(1000, 'Disposed of');
        }
      },
    };
  };
  const host = createServerHost({
    name: 'cti-a',
    kind: 'cti',
    side: 'A',
    host: '127.0.0.1',
    port: 0,
    subprotocol,
    create,
    log,
    ...options,
  });
  const clients: TestClient[] = [];
  running.push({ host, clients });
  const address = (): string => host.status().address ?? '';
  const client = async (): Promise<TestClient> => {
    const opened = await openTestClient(address(), subprotocol);
    clients.push(opened);
    return opened;
  };
  const latest = (): Counter => {
    const counter = starts.at(-1);
    if (!counter) throw new Error('The server has not been started');
    return counter;
  };
  return { host, address, client, starts, latest, log };
}

/** So many round trips over another server: what the first would have done meanwhile, it had time for. */
async function meanwhile(trips = 20): Promise<void> {
  const { host, client } = createCounting();
  await host.start();
  const other = await client();
  for (let trip = 0; trip < trips; trip += 1) {
    other.send('tick');
    await other.next();
  }
}

describe('a server host takes connections', () => {
  it('answers messages, and names itself to plain HTTP', async () => {
    const { host, client, address } = createCounting();
    await host.start();
    const one = await client();
    one.send('hello');
    expect(await one.next()).toMatchObject({ text: 'hello', number: 1 });
    const response = await fetch(`http://${address()}/`);
    expect(response.status).toBe(426);
    expect(await response.text()).toMatch(/This is CTI server A: it speaks WebSocket \(switchhook\.cti\.1\)/);
  });

  it('refuses another subprotocol and says what it speaks', async () => {
    const { host, address } = createCounting();
    await host.start();
    const refused = await refusedHandshake(address(), 'switchhook.configuration.1');
    expect(refused.status).toBe(400);
    expect(refused.body).toContain('offered switchhook.configuration.1');
  });

  it('lets no page in, but the phone window where that is allowed', async () => {
    const { host, address } = createCounting();
    await host.start();
    expect((await refusedHandshake(address(), subprotocol, { origin: 'null' })).status).toBe(403);
    const edge = createCounting({ isOriginAllowed: phoneWindowOnly });
    await edge.host.start();
    for (const origin of ['null', 'app://bundle', 'https://bundle.app.standin']) {
      const page = await openTestClient(edge.address(), subprotocol, { headers: { origin } });
      page.close();
    }
    for (const origin of ['https://evil.example', 'https://bundle.app.evil.example', 'http://bundle.app']) {
      expect((await refusedHandshake(edge.address(), subprotocol, { origin })).status).toBe(403);
    }
  });

  it('asks for the token where one is set', async () => {
    const { host, address } = createCounting({ token: 'open-sesame' });
    await host.start();
    const refused = await refusedHandshake(address(), subprotocol, { authorization: 'Bearer wrong-sesame' });
    expect(refused).toMatchObject({ status: 401, body: expect.stringContaining('token') });
    const bearer = await openTestClient(address(), subprotocol, {
      headers: { authorization: 'Bearer open-sesame' },
    });
    const query = await openTestClient(address(), subprotocol, { path: '/?token=open-sesame' });
    bearer.close();
    query.close();
  });

  it('ends a connection that sends binary or too much, and no other', async () => {
    const { host, client } = createCounting();
    await host.start();
    const [good, binary, large] = [await client(), await client(), await client()];
    binary.socket.send(Buffer.from('{}'));
    large.send('x'.repeat(1_048_577));
    expect((await binary.closed).code).toBe(1003);
    expect((await large.closed).code).toBe(1009);
    good.send('still here');
    expect(await good.next()).toMatchObject({ text: 'still here' });
  });

  it('answers what is no HTTP with a sentence', async () => {
    const { host, address } = createCounting();
    await host.start();
    const socket = connect(Number(address().split(':')[1]), '127.0.0.1');
    socket.write('OPTIONS sip:nobody SIP/2.0\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.toString()).toContain('This is CTI server A');
    socket.destroy();
  });

  it('outlives a service that throws', async () => {
    const { host, client, log } = createCounting();
    await host.start();
    const [bad, good] = [await client(), await client()];
    bad.send('break');
    expect((await bad.closed).code).toBe(1011);
    good.send('on');
    expect(await good.next()).toMatchObject({ text: 'on' });
    expect(log.lines.join('\n')).toContain('failed; the connection is ended');
  });

  it('names the address it cannot listen on', async () => {
    const { host, address } = createCounting();
    await host.start();
    const second = createCounting({ port: Number(address().split(':')[1]) });
    await expect(second.host.start()).rejects.toThrow(`Cannot listen on ${address()}`);
  });
});

describe('a server host ends', () => {
  it('stops with a farewell', async () => {
    const { host, client, latest } = createCounting();
    await host.start();
    const one = await client();
    await host.stop();
    expect(await one.closed).toEqual({ code: 1001, reason: 'CTI server A is stopping.' });
    expect(latest()).toMatchObject({ disposed: true, closed: [expect.any(String)] });
    expect(host.status()).toMatchObject({ state: 'stopped', connections: 0 });
  });

  it('is killed without one, comes back on its port and remembers nothing', async () => {
    const { host, client, address, starts, latest } = createCounting();
    await host.start();
    const before = address();
    const one = await client();
    one.send('first');
    await one.next();
    await host.kill();
    expect((await one.closed).code).toBe(1006);
    expect(latest()).toMatchObject({ disposed: true, closed: [] });
    const refused = connect(Number(before.split(':')[1]), '127.0.0.1');
    const [error] = await once(refused, 'error');
    expect(error.code).toBe('ECONNREFUSED');
    await host.start();
    expect(address()).toBe(before);
    const two = await client();
    two.send('again');
    expect(await two.next()).toMatchObject({ number: 1 });
    expect(starts).toHaveLength(2);
  });

  it('resets the sockets of what is killed', async () => {
    const { host, address } = createCounting();
    await host.start();
    const socket = connect(Number(address().split(':')[1]), '127.0.0.1');
    await once(socket, 'connect');
    await meanwhile(3);
    await host.kill();
    const [error] = await once(socket, 'error');
    expect(error.code).toBe('ECONNRESET');
  });
});

describe('a server host fails', () => {
  it('freezes: nothing is answered, connections are accepted; at thaw all is processed in order', async () => {
    const { host, client, address, latest } = createCounting();
    await host.start();
    const old = await client();
    await host.freeze();
    old.send('one');
    old.send('two');
    const raw = connect(Number(address().split(':')[1]), '127.0.0.1');
    await once(raw, 'connect');
    const young = client();
    await meanwhile();
    expect(latest().received).toEqual([]);
    await host.thaw();
    expect(await old.next()).toMatchObject({ text: 'one', number: 1 });
    expect(await old.next()).toMatchObject({ text: 'two', number: 2 });
    (await young).send('three');
    expect(await (await young).next()).toMatchObject({ text: 'three' });
    raw.destroy();
  });

  it('keeps what it says while frozen, and sees only at thaw who has gone', async () => {
    const { host, client, latest } = createCounting();
    await host.start();
    const [stays, goes] = [await client(), await client()];
    await meanwhile(1);
    await host.freeze();
    latest().links[0]?.send('{"type":"Said"}');
    goes.close();
    let heard = false;
    stays.socket.once('message', () => {
      heard = true;
    });
    await meanwhile();
    expect(heard).toBe(false);
    expect(latest().closed).toEqual([]);
    await host.thaw();
    expect(await stays.next()).toEqual({ type: 'Said' });
    stays.send('flush');
    await stays.next();
    expect(latest().closed).toHaveLength(1);
  });

  it('is slow each way and keeps the order', async () => {
    const { host, client } = createCounting();
    await host.start();
    const one = await client();
    await host.slow(60);
    const began = performance.now();
    for (const text of ['one', 'two', 'three']) one.send(text);
    const numbers = [await one.next(), await one.next(), await one.next()].map(({ number }) => number);
    expect(performance.now() - began).toBeGreaterThanOrEqual(119);
    expect(numbers).toEqual([1, 2, 3]);
    await host.slow(0);
    expect(host.status()).toMatchObject({ state: 'up', slowedByMs: null });
  });

  it('is cut: what was sent is lost and the connection reset at mend; an idle one goes on', async () => {
    const { host, client, latest } = createCounting();
    await host.start();
    const [talks, idle] = [await client(), await client()];
    await host.cut();
    talks.send('into the void');
    await meanwhile();
    expect(latest()).toMatchObject({ received: [], closed: [] });
    await host.mend();
    expect((await talks.closed).code).toBe(1006);
    idle.send('as before');
    expect(await idle.next()).toMatchObject({ text: 'as before', number: 1 });
    expect(latest().closed).toHaveLength(1);
  });

  it('is cut: what the server sends is lost too', async () => {
    const { host, client, latest } = createCounting();
    await host.start();
    const one = await client();
    one.send('hello');
    await one.next();
    await host.cut();
    latest().links[0]?.send('{"type":"Said"}');
    await host.mend();
    expect((await one.closed).code).toBe(1006);
    await expect(one.next()).rejects.toThrow('no message is to come');
  });

  it('flaps until it is told otherwise', async () => {
    const { host } = createCounting();
    await host.start();
    const seen: ServerState[] = [];
    const twice = new Promise<void>((resolve) =>
      host.onChange(({ state }) => {
        seen.push(state);
        if (seen.length === 4) resolve();
      }),
    );
    await host.flap(50);
    await twice;
    expect(seen).toEqual(['killed', 'up', 'killed', 'up']);
    expect(host.status().flapMs).toBe(50);
    await host.recover();
    expect(host.status()).toMatchObject({ state: 'up', flapMs: null });
  });

  it('says what cannot be done', async () => {
    const { host } = createCounting();
    await expect(host.freeze()).rejects.toThrow('cti-a is stopped: start it first');
    await host.start();
    await expect(host.slow(-1)).rejects.toThrow('0 to 60000 ms');
    await expect(host.flap(1)).rejects.toThrow('every 50 ms or more');
    await host.freeze();
    await expect(host.start()).rejects.toThrow('cti-a is frozen, not down');
    await host.recover();
    expect(host.status().state).toBe('up');
  });

  it('stops when frozen or cut, too', async () => {
    const { host, client } = createCounting();
    await host.start();
    const one = await client();
    await host.freeze();
    await host.stop();
    expect((await one.closed).code).toBe(1001);
    await host.start();
    const two = await client();
    await host.cut();
    await host.kill();
    expect((await two.closed).code).toBe(1006);
  });
});
