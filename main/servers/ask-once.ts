import { fail, ok, type Result } from '../../contract/result.ts';
import { formatAddress, type ServerAddress } from '../../contract/servers/address.ts';
import { allowedSecurity } from '../../contract/servers/connection-security.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import type { Timers } from '../timers.ts';
import { type ClientSocket, openClientSocket } from './client-socket.ts';
import type { ConnectionCause } from './connection-cause.ts';
import type { Encryption } from './tls/encryption.ts';

export interface AskOnceOptions<Answer> {
  readonly kind: ServerKind;
  readonly address: ServerAddress;
  readonly encryption: Encryption;
  /** From the first packet to the first message, milliseconds. */
  readonly limitMs: number;
  /** Said as soon as the connection is open; null: the server begins. */
  readonly opening: string | null;
  /** What a message comes to; null: a binary one. */
  readonly hear: (text: string | null) => Turn<Answer>;
  /** What it means that none came in time. `isOpen`: the handshake was whole. */
  readonly late: (isOpen: boolean) => ConnectionCause;
  readonly timers: Timers;
}

/** What is done about a message. */
export type Turn<Answer> =
  | { readonly type: 'done'; readonly answer: Answer }
  | { readonly type: 'failed'; readonly cause: ConnectionCause }
  /** Something is asked, and `late` is why it failed if nothing settles it within `limitMs`. */
  | { readonly type: 'ask'; readonly text: string; readonly limitMs: number; readonly late: ConnectionCause }
  /** It is about something else. */
  | { readonly type: 'pass' };

/**
 * One short connection to one server: what is said settles it, and a server that is well is left with a farewell. The
 * server is dialled as a desk dials it. Never rejects.
 */
export function askOnce<Answer>(options: AskOnceOptions<Answer>): Promise<Result<Answer, ConnectionCause>> {
  const { kind, address, encryption, limitMs, opening, hear, late, timers } = options;
  const security = allowedSecurity(address, formatAddress(address), encryption.allowPlaintext);
  if (!security.ok) return Promise.resolve(fail({ type: 'not-allowed', message: security.error }));
  return new Promise((resolve) => {
    let socket: ClientSocket | null = null;
    let isOpen = false;
    const over = (came: Result<Answer, ConnectionCause>): void => {
      timers.clearTimeout(timer);
      resolve(came);
      if (came.ok) socket?.leave();
      else socket?.abandon();
    };
    let timer = timers.setTimeout(() => over(fail(late(isOpen))), limitMs);
    const take = (turn: Turn<Answer>): void => {
      switch (turn.type) {
        case 'done':
          over(ok(turn.answer));
          return;
        case 'failed':
          over(fail(turn.cause));
          return;
        case 'ask':
          timers.clearTimeout(timer);
          timer = timers.setTimeout(() => over(fail(turn.late)), turn.limitMs);
          socket?.send(turn.text);
          return;
        case 'pass':
      }
    };
    try {
      socket = openClientSocket({
        address,
        security: security.value,
        encryption,
        protocol: subprotocol[kind],
        // The limit above ends it first and says so in its own words.
        deadlineMs: 2 * limitMs,
        onOpen: () => {
          isOpen = true;
          if (opening !== null) socket?.send(opening);
        },
        onMessage: (text) => take(hear(text)),
        onLife: () => undefined,
        onEnd: (cause) => over(fail(cause)),
      });
    } catch {
      over(fail({ type: 'bad-address', message: `"${address.host}" cannot be dialled` }));
    }
  });
}
