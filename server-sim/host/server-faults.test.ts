import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createCounting, endAll, meanwhile } from './host-bench.ts';
import type { ServerState } from './server-unit.ts';

afterEach(endAll);

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

  it('is mute to some requests: they are heard and never answered, all others are', async () => {
    const { host, client, latest, log } = createCounting();
    await host.start();
    const one = await client();
    const dial = { type: 'MakeCallRequest', id: 'm', number: '600' };
    await host.mute(['MakeCallRequest']);
    expect(host.status()).toMatchObject({ state: 'up', muteTo: ['MakeCallRequest'] });
    one.send(dial);
    one.send('no JSON');
    one.send({ type: 'HeartbeatRequest', id: 'h' });
    expect(await one.next()).toMatchObject({ text: 'no JSON', number: 1 });
    expect(await one.next()).toMatchObject({ number: 2 });
    expect(latest().received).toHaveLength(2);
    expect(log.lines).toContainEqual(expect.stringMatching(/asked MakeCallRequest; cti-a is mute to it/));
    // What was not answered never is; what is asked from now on is.
    await host.mute([]);
    one.send(dial);
    expect(await one.next()).toMatchObject({ text: JSON.stringify(dial), number: 3 });
    expect(host.status().muteTo).toEqual([]);
  });

  it('is mute no more when it was stopped, killed or recovered', async () => {
    const { host } = createCounting();
    for (const end of ['stop', 'kill', 'recover'] as const) {
      await host.start();
      await host.mute(['SetSessionMode']);
      await host[end]();
      expect([end, host.status().muteTo]).toEqual([end, []]);
    }
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
    await expect(host.mute(['SetSessionMode'])).rejects.toThrow('cti-a is stopped: start it first');
    await host.start();
    await expect(host.slow(-1)).rejects.toThrow('0 to 60000 ms');
    await expect(host.flap(1)).rejects.toThrow('every 50 ms or more');
    await expect(host.mute(['Nonsense'])).rejects.toThrow(
      'cti-a is never asked "Nonsense": it is asked HeartbeatRequest, SetSessionMode, SetAgentStateRequest,',
    );
    await host.freeze();
    await expect(host.start()).rejects.toThrow('cti-a is frozen, not down');
    // A stopped process: nothing can be done in it.
    await expect(host.slow(5)).rejects.toThrow('cti-a is frozen: thaw it first');
    await expect(host.cut()).rejects.toThrow('cti-a is frozen: thaw it first');
    await expect(host.mute([])).rejects.toThrow('cti-a is frozen: thaw it first');
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
