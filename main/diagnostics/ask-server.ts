import { randomUUID } from 'node:crypto';
import type { ServerAddress } from '../../contract/servers/address.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import { askOnce, type Turn } from '../servers/ask-once.ts';
import { checkHello } from '../servers/check-hello.ts';
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

/** Hears who the server is. Nothing else is asked: a server hands out nothing to a connection that has said nothing. */
export async function askServer(options: AskServerOptions): Promise<Spoken> {
  const { kind, address, encryption, limitMs, timers } = options;
  const isSip = kind === 'sip';
  const spoken = await askOnce<Spoken>({
    kind,
    address,
    encryption,
    limitMs,
    opening: isSip ? sipOptions(randomUUID()) : null,
    hear: (text) => (isSip ? sipSpoken(text) : helloSpoken(text, options)),
    // The port has taken a connection before: what is missing is a word.
    late: () => ({ type: 'timed-out', stage: 'hello', afterMs: limitMs }),
    timers,
  });
  return spoken.ok ? spoken.value : { type: 'failed', cause: spoken.error };
}

function helloSpoken(text: string | null, { kind, now }: AskServerOptions): Turn<Spoken> {
  const said = checkHello(text, kind, null);
  if (said.ok) return { type: 'done', answer: { type: 'hello', hello: said.value, heardAt: now() } };
  const { error: cause } = said;
  return cause.type === 'wrong-server'
    ? { type: 'done', answer: { type: 'other-kind', cause } }
    : { type: 'failed', cause };
}

function sipSpoken(text: string | null): Turn<Spoken> {
  const status = readSipStatus(text ?? '');
  if (status !== null) return { type: 'done', answer: { type: 'sip', status } };
  const detail = 'answered OPTIONS with something else than SIP';
  return { type: 'failed', cause: { type: 'wrong-protocol', detail } };
}
