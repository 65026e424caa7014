import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { createTestLog } from '../../host/test-client.ts';
import { ControlRefusal } from '../../links/switch-control.ts';
import type { Channel } from './channel.ts';
import { createLink, type Link, nothing } from './link.ts';
import { callLink, type LinkListener, listenForLinks } from './link-listener.ts';

const protocol = {
  name: 'sums',
  client: { calls: {}, news: { counted: z.object({ number: z.number() }) } },
  server: {
    calls: {
      add: { ask: z.object({ numbers: z.array(z.number()) }), answer: z.number() },
      refuse: { ask: z.object({ how: z.enum(['refused', 'broken']) }), answer: nothing },
      never: { ask: z.object({}), answer: nothing },
      lie: { ask: z.object({}), answer: z.number() },
    },
    news: { count: z.object({ number: z.number() }) },
  },
} as const;

const secret = 'a secret of the tier';
let log: ReturnType<typeof createTestLog>;
let listener: LinkListener;
let served: { readonly from: string; readonly channel: Channel; isClosed: boolean }[];

/** Counts back what it is told, sums what it is asked. */
function serve(channel: Channel, from: string): void {
  const life = { from, channel, isClosed: false };
  served.push(life);
  const link: Link<typeof protocol.client> = createLink({
    channel,
    peer: from,
    own: protocol.server,
    other: protocol.client,
    handlers: {
      calls: {
        add: async ({ numbers }) => numbers.reduce((sum, number) => sum + number, 0),
        refuse({ how }) {
          throw how === 'refused' ? new ControlRefusal('Not now') : new Error('It broke');
        },
        never: () => new Promise<void>(() => undefined),
        lie: () => 'a word' as unknown as number,
      },
      news: { count: ({ number }) => link.tell('counted', { number }) },
    },
    log,
  });
  link.onClosed(() => {
    life.isClosed = true;
  });
}

beforeEach(async () => {
  log = createTestLog();
  served = [];
  listener = await listenForLinks({ secret, links: { sums: serve }, log });
});
afterEach(() => listener.close());

async function link(from = 'cti-a') {
  const channel = await callLink({ port: listener.port, link: 'sums', from, secret });
  const counted: number[] = [];
  const server = createLink({
    channel,
    peer: 'the adder',
    own: protocol.client,
    other: protocol.server,
    handlers: { calls: {}, news: { counted: ({ number }) => counted.push(number) } },
    log,
  });
  return { channel, server, counted };
}

it('answers questions, and takes news in order', async () => {
  const { server, counted } = await link();
  const numbers = Array.from({ length: 200 }, (_, at) => at);
  for (const number of numbers) server.tell('count', { number });
  expect(await server.ask('add', { numbers: [1, 2, 3] })).toBe(6);
  expect(counted).toEqual(numbers);
});

it('hands on why something was refused, or broke', async () => {
  const { server } = await link();
  await expect(server.ask('refuse', { how: 'refused' })).rejects.toThrow(ControlRefusal);
  const broken = server.ask('refuse', { how: 'broken' });
  await expect(broken).rejects.toThrow('It broke');
  await expect(broken).rejects.not.toThrow(ControlRefusal);
});

it('refuses in words what is not as agreed, and goes on', async () => {
  const { server, channel } = await link();
  channel.send({ type: 'ask', id: 900, name: 'add', body: { numbers: ['one'] } });
  channel.send({ type: 'news', name: 'count', body: {} });
  channel.send({ type: 'news', name: 'unheard-of', body: {} });
  channel.send({ type: 'shout' });
  await expect(server.ask('lie', {})).rejects.toThrow('The answer to "lie" is not as agreed');
  const unknown = server as unknown as Link<{
    calls: { unknown: typeof protocol.server.calls.add };
    news: Record<never, never>;
  }>;
  await expect(unknown.ask('unknown', { numbers: [] })).rejects.toThrow('"unknown" is not known here');
  expect(await server.ask('add', { numbers: [2, 2] })).toBe(4);
  expect(log.lines).toEqual([
    'News "count" of cti-a could not be taken',
    'News "unheard-of" of cti-a could not be taken',
    expect.stringContaining('cti-a sent what is not understood'),
  ]);
});

it('tells whoever waits that the other end is gone', async () => {
  const { server } = await link();
  const waiting = server.ask('never', {});
  await server.ask('add', { numbers: [] });
  served[0]?.channel.close();
  await expect(waiting).rejects.toThrow('the adder is gone: it did not answer "never"');
  await expect(server.ask('add', { numbers: [] })).rejects.toThrow('the adder is gone');
  server.tell('count', { number: 1 });
});

it('lets a new life of a server take the place of its last, which is over by then', async () => {
  const first = await link();
  await first.server.ask('add', { numbers: [] });
  const other = await link('cti-b');
  await other.server.ask('add', { numbers: [] });
  const second = await link();
  expect(await second.server.ask('add', { numbers: [1] })).toBe(1);
  expect(served.map(({ from, isClosed }) => [from, isClosed])).toEqual([
    ['cti-a', true],
    ['cti-b', false],
    ['cti-a', false],
  ]);
  await expect(first.server.ask('add', { numbers: [] })).rejects.toThrow('the adder is gone');
  expect(await other.server.ask('add', { numbers: [2] })).toBe(2);
});

it.each([
  ['the wrong secret', `${JSON.stringify({ link: 'sums', from: 'cti-a', secret: 'guessed' })}\n`],
  ['an unknown link', `${JSON.stringify({ link: 'products', from: 'cti-a', secret })}\n`],
  ['no introduction', '{"type":"ask","id":1,"name":"add","body":{"numbers":[]}}\n'],
  ['a page', 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
])('lets nobody in with %s', async (_what, said) => {
  const socket = connect(listener.port, '127.0.0.1');
  socket.write(said);
  socket.resume();
  await once(socket, 'close');
  expect(served).toEqual([]);
});

it('is not reached where nobody listens', async () => {
  const { port } = listener;
  await listener.close();
  await expect(callLink({ port, link: 'sums', from: 'x', secret })).rejects.toThrow('ECONNREFUSED');
});
