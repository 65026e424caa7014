import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { phoneWindowOnly } from './handshake.ts';
import { createCounting, endAll, meanwhile, subprotocol } from './host-bench.ts';
import { openTestClient, refusedHandshake } from './test-client.ts';

afterEach(endAll);

/** Pages that are not the app's: of the web, of this computer, of a file, sandboxed, and such as only look like its. */
function foreignOrigins(address: string): readonly string[] {
  return [
    'null',
    'https://evil.example',
    `http://${address}`,
    'http://localhost:3000',
    'file://',
    'https://bundle.app',
    'https://bundle.app.evil.example',
    'https://bundle.app.other.invalid',
    'https://bundle.app.chromium-shell.invalid.evil.example',
    'app://other',
    'app://bundle.evil.example',
    'APP://BUNDLE',
    '',
  ];
}

/** Plain HTTP with a Host that is chosen. */
async function get(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | undefined; readonly body: string }> {
  const [response] = await once(request(`http://${address}/`, { headers }).end(), 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
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
    const own = ['app://bundle', 'https://bundle.app.chromium-shell.invalid'];
    const { host, address } = createCounting();
    const edge = createCounting({ isOriginAllowed: phoneWindowOnly });
    await Promise.all([host.start(), edge.host.start()]);
    for (const origin of own) {
      expect((await refusedHandshake(address(), subprotocol, { origin })).status).toBe(403);
      (await openTestClient(edge.address(), subprotocol, { headers: { origin } })).close();
    }
    for (const origin of foreignOrigins(edge.address())) {
      for (const at of [address(), edge.address()]) {
        const refused = await refusedHandshake(at, subprotocol, { origin });
        expect([origin, refused.status]).toEqual([origin, 403]);
      }
    }
    // A program sends no Origin.
    for (const at of [address(), edge.address()]) (await openTestClient(at, subprotocol)).close();
  });

  it('goes by its address and by localhost, not by a name that a page had rebound to it', async () => {
    const { host, address } = createCounting();
    await host.start();
    const [, port] = address().split(':');
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]']) {
      const headers = { host: `${name}:${port}` };
      (await openTestClient(address(), subprotocol, { headers })).close();
    }
    for (const name of [
      'rebound.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '10.0.0.7',
      '',
    ]) {
      const refused = await refusedHandshake(address(), subprotocol, { host: `${name}:${port}` });
      expect([name, refused.status]).toEqual([name, 403]);
      expect(refused.body).toContain(
        `CTI server A does not go by the name ${JSON.stringify(`${name}:${port}`)}`,
      );
    }
    const plain = await get(address(), { host: `rebound.example:${port}` });
    expect(plain.status).toBe(403);
    expect(plain.body).not.toContain('switchhook');
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
