import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Conversation } from './conversation.ts';

/** One connection and what is said in it. */
export interface Client {
  readonly socket: WebSocket;
  readonly conversation: Conversation;
}

/** A client of the tier's, and the same talk for a connection to the echo: the tier's state must not follow that. */
export interface Subject extends Client {
  readonly echoed: Conversation;
}

/** How long a server may leave a client without an answer, milliseconds. */
const silenceMs = 10_000;

export async function connect(address: string, subprotocol: string | null): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${address}`, subprotocol === null ? [] : [subprotocol], {
    perMessageDeflate: false,
  });
  await once(socket, 'open');
  return socket;
}

/** Says something and hears on until that message has come, which is what it resolves with. */
export function say(
  socket: WebSocket,
  text: string | null,
  wanted: (text: string) => boolean,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const heard: string[] = [];
    const limit = setTimeout(() => {
      reject(new Error(`No answer within ${silenceMs} ms; heard: ${heard.join(' ').slice(0, 300)}`));
    }, silenceMs);
    const hear = (data: WebSocket.RawData): void => {
      const message = String(data);
      heard.push(message);
      if (!wanted(message)) return;
      clearTimeout(limit);
      socket.off('message', hear);
      resolve(message);
    };
    socket.on('message', hear);
    if (text !== null) socket.send(text);
  });
}

export interface Driven {
  readonly transactions: number;
  readonly seconds: number;
}

/**
 * Lets every client talk for so long, each beginning a transaction as soon as its last is over, and waits until all are.
 * Rejects with what a server said wrong, and when one falls silent.
 */
export async function drive(clients: readonly Client[], milliseconds: number): Promise<Driven> {
  const began = performance.now();
  const end = began + milliseconds;
  const limit = AbortSignal.timeout(milliseconds + silenceMs);
  const transactions = await Promise.all(clients.map((client) => talk(client, end, limit)));
  return {
    transactions: transactions.reduce((sum, one) => sum + one, 0),
    seconds: (performance.now() - began) / 1_000,
  };
}

/** How many transactions came about. */
function talk({ socket, conversation }: Client, end: number, limit: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    let transactions = 0;
    const stop = (settle: () => void): void => {
      socket.off('message', hear);
      socket.off('close', closed);
      limit.removeEventListener('abort', late);
      settle();
    };
    const closed = (): void => stop(() => reject(new Error('The server ended a connection.')));
    const late = (): void => stop(() => reject(new Error(`A server was silent for ${silenceMs} ms.`)));
    const hear = (data: WebSocket.RawData): void => {
      try {
        const { say: answers, done } = conversation.hear(String(data));
        for (const text of answers) socket.send(text);
        if (!done) return;
        transactions += 1;
        if (performance.now() < end) socket.send(conversation.begin());
        else stop(() => resolve(transactions));
      } catch (error) {
        stop(() => reject(error));
      }
    };
    socket.on('message', hear);
    socket.on('close', closed);
    limit.addEventListener('abort', late);
    socket.send(conversation.begin());
  });
}

/** What a server answers in one transaction, by the first letter of what is said to it. */
export type Replies = Readonly<Record<string, readonly string[]>>;

/** Has one transaction, and notes what came for what. */
export async function repliesOf({ socket, conversation }: Client): Promise<Replies> {
  const replies: Record<string, string[]> = {};
  let said: string[] = [];
  const begin = (text: string): string => {
    said = [];
    replies[text.charAt(0)] = said;
    return text;
  };
  const noting: Conversation = {
    begin: () => begin(conversation.begin()),
    hear(text) {
      said.push(text);
      const heard = conversation.hear(text);
      return { ...heard, say: heard.say.map(begin) };
    },
  };
  await drive([{ socket, conversation: noting }], 0);
  return replies;
}
