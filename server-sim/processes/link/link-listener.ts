import { timingSafeEqual } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import * as z from 'zod';
import type { ServerLog } from '../../host/server-log.ts';
import type { Channel } from './channel.ts';
import { socketChannel } from './socket-channel.ts';

/** Links between servers of one tier stay on this computer. */
const host = '127.0.0.1';
/** How long a caller may take to say who he is, milliseconds. */
const introductionMs = 5_000;

/** The first line of a link: which one it is, whose, and the tier's own secret, which nobody else has. */
const introduction = z.object({ link: z.string(), from: z.string(), secret: z.string() });
type Introduction = z.infer<typeof introduction>;

/** Where a server takes the links of others. */
export interface LinkListener {
  readonly port: number;
  close(): Promise<void>;
}

export interface LinkListenerOptions {
  readonly secret: string;
  /** What is linked to here, by the link's name. */
  readonly links: Readonly<Record<string, (channel: Channel, from: string) => void>>;
  readonly log: ServerLog;
}

/** Takes links from the other servers of the tier. A server that comes again takes the place of its last life. */
export function listenForLinks({ secret, links, log }: LinkListenerOptions): Promise<LinkListener> {
  const open = new Map<string, Channel>();
  const all = new Set<Channel>();
  const meet = (channel: Channel, who: Introduction): void => {
    const link = sameSecret(who.secret, secret) ? links[who.link] : undefined;
    if (!link) {
      log.warn(`A link "${who.link.slice(0, 40)}" was refused`);
      channel.close();
      return;
    }
    const key = `${who.link} of ${who.from}`;
    open.get(key)?.close();
    open.set(key, channel);
    channel.onClosed(() => {
      if (open.get(key) === channel) open.delete(key);
    });
    link(channel, who.from);
  };
  const server = createServer((socket) => {
    const channel = socketChannel(socket);
    const late = setTimeout(() => channel.close(), introductionMs);
    all.add(channel);
    channel.onClosed(() => {
      clearTimeout(late);
      all.delete(channel);
    });
    channel.onMessage((message) => {
      clearTimeout(late);
      const who = introduction.safeParse(message);
      if (who.success) meet(channel, who.data);
      else channel.close();
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Error(`Cannot listen for links: ${error.message}`)));
    server.listen(0, host, () => {
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        close: () =>
          new Promise((closed) => {
            for (const channel of [...all]) channel.close();
            server.close(() => closed());
          }),
      });
    });
  });
}

export interface LinkCall extends Introduction {
  readonly port: number;
}

/** Links to another server of the tier. Rejects where it is not there. */
export function callLink({ port, ...who }: LinkCall): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      const channel = socketChannel(socket);
      channel.send(who);
      resolve(channel);
    });
  });
}

function sameSecret(given: string, expected: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
}
