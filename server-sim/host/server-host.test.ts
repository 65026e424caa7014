import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { phoneWindowOnly } from './handshake.ts';
import { createCounting, endAll, meanwhile, subprotocol } from './host-bench.ts';
import { openTestClient, refusedHandshake } from './test-client.ts';

afterEach(endAll);

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
    for (const origin of ['null', 'app://bundle', 'https://bundle.app.chromium-shell.invalid']) {
      const page = await openTestClient(edge.address(), subprotocol, { headers: { origin } });
      page.close();
    }
    for (const origin of ['https://evil.example', 'https://bundle.app.evil.example', 'https://bundle.app']) {
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
