import { afterEach, describe, expect, it } from 'vitest';
import { createCounting, endAll, meanwhile } from './host-bench.ts';

afterEach(endAll);

const idleTimeoutMs = (): number => 200;
/** What stopped programs and pulled cables have in common: no answer to a ping. */
const silent = { autoPong: false };

/** The time in which another server, of the same patience, has let a silent client go. */
async function untilAnotherLetsGo(): Promise<void> {
  const { host, client } = createCounting({ idleTimeoutMs });
  await host.start();
  await (await client(silent)).closed;
}

describe('a server host', () => {
  it('lets go of a client of which nothing comes, says so, and keeps one that only answers pings', async () => {
    const { host, client, latest, log } = createCounting({ idleTimeoutMs });
    await host.start();
    const [stays, goes] = [await client(), await client(silent)];
    expect((await goes.closed).code).toBe(1006);
    await untilAnotherLetsGo();
    const remote = latest().links[1]?.remote;
    expect(latest().closed).toEqual([remote]);
    expect(log.lines).toContain(`Nothing came from ${remote} for 0.2 s; the connection is ended`);
    stays.send('still here');
    expect(await stays.next()).toMatchObject({ text: 'still here' });
  });

  it('keeps a client that answers no ping and sends something', async () => {
    const { host, client, latest } = createCounting({ idleTimeoutMs });
    await host.start();
    const speaks = await client(silent);
    const pinged = new Promise<void>((resolve) => {
      let pings = 0;
      speaks.socket.on('ping', () => {
        speaks.send('something');
        pings += 1;
        if (pings === 5) resolve();
      });
    });
    await pinged;
    expect(latest().closed).toEqual([]);
  });

  it('lets nobody go while it is frozen, nor when it goes on, but those who say nothing then', async () => {
    const { host, client, latest } = createCounting({ idleTimeoutMs });
    await host.start();
    const [stays, goes] = [await client(), await client(silent)];
    await host.freeze();
    for (let time = 0; time < 2; time += 1) await untilAnotherLetsGo();
    expect(latest().closed).toEqual([]);
    await host.thaw();
    await meanwhile(1);
    expect(latest().closed).toEqual([]);
    await goes.closed;
    stays.send('still here');
    expect(await stays.next()).toMatchObject({ text: 'still here' });
    expect(latest().closed).toHaveLength(1);
  });

  it('lets go of all whom it is cut off from; they learn of it at mend', async () => {
    const { host, client, latest } = createCounting({ idleTimeoutMs });
    await host.start();
    const one = await client();
    one.send('hello');
    await one.next();
    await host.cut();
    let isClosed = false;
    void one.closed.then(() => {
      isClosed = true;
    });
    for (let time = 0; time < 2; time += 1) await untilAnotherLetsGo();
    expect(latest().closed).toHaveLength(1);
    expect(host.status().connections).toBe(0);
    expect(isClosed).toBe(false);
    await host.mend();
    expect((await one.closed).code).toBe(1006);
  });
});
