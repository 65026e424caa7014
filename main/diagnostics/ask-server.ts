import { randomUUID } from 'node:crypto';
import { formatAddress, type ServerAddress } from '../../contract/servers/address.ts';
import { allowedSecurity } from '../../contract/servers/connection-security.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import { checkHello } from '../servers/check-hello.ts';
import { type ClientSocket, openClientSocket } from '../servers/client-socket.ts';
import type { Encryption } from '../servers/tls/encryption.ts';
import type { Timers } from '../timers.ts';
import { readSipStatus, sipOptions } from './sip-options.ts';
import type { Spoken } from './spoken.ts';

export interface AskServerOptions {
  readonly kind: ServerKind;
  readonly address: ServerAddress;
  readonly encryption: Encryption;
  readonly limitMs: number;
  /** Milliseconds since 1970, by this computer's clock. */
  readonly now: () => number;
  readonly timers: Timers;
}

/**
 * Connects as a desk does, hears who the server is, and leaves with a farewell. Nothing else is asked: a server hands
 * out nothing to a connection that has said nothing.
 */
export function askServer(options: AskServerOptions): Promise<Spoken> {
  const { kind, address, encryption, limitMs, timers } = options;
  const security = allowedSecurity(address, formatAddress(address), encryption.allowPlaintext);
  if (!security.ok) {
    return Promise.resolve({ type: 'failed', cause: { type: 'not-allowed', message: security.error } });
  }
  return new Promise((resolve) => {
    let socket: ClientSocket | null = null;
    const over = (spoken: Spoken): void => {
      timers.clearTimeout(timer);
      resolve(spoken);
      if (spoken.type === 'failed') socket?.abandon();
      else socket?.leave();
    };
    // The port has taken a connection before: what is missing is a word.
    const timer = timers.setTimeout(
      () => over({ type: 'failed', cause: { type: 'timed-out', stage: 'hello', afterMs: limitMs } }),
      limitMs,
    );
    try {
      socket = openClientSocket({
        address,
        security: security.value,
        encryption,
        protocol: subprotocol[kind],
        // The limit above ends it first and says so in its own words.
        deadlineMs: 2 * limitMs,
        onOpen: () => {
          if (kind === 'sip') socket?.send(sipOptions(randomUUID()));
        },
        onMessage: (text) => over(kind === 'sip' ? sipSpoken(text) : helloSpoken(text, options)),
        onLife: () => undefined,
        onEnd: (cause) => over({ type: 'failed', cause }),
      });
    } catch {
      over({
        type: 'failed',
        cause: { type: 'bad-address', message: `"${address.host}" cannot be dialled` },
      });
    }
  });
}

function helloSpoken(text: string | null, { kind, now }: AskServerOptions): Spoken {
  const said = checkHello(text, kind, null);
  if (said.ok) return { type: 'hello', hello: said.value, heardAt: now() };
  return { type: said.error.type === 'wrong-server' ? 'other-kind' : 'failed', cause: said.error };
}

function sipSpoken(text: string | null): Spoken {
  const status = readSipStatus(text ?? '');
  if (status !== null) return { type: 'sip', status };
  return {
    type: 'failed',
    cause: { type: 'wrong-protocol', detail: 'answered OPTIONS with something else than SIP' },
  };
}
