import * as z from 'zod';
import { fail, ok, type Result } from '../../contract/result.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import { hello } from '../../contract/wire/common.ts';
import { decodeMessage } from '../../contract/wire/decode.ts';
import type { ConnectionCause } from './connection-cause.ts';

export type Hello = z.infer<typeof hello>;

/** Any server of ours says this much, of whatever kind and version. */
const anyHello = z.object({
  type: z.literal('Hello'),
  kind: z.string().max(100),
  side: z.string().max(100),
  cluster: z.string().max(200),
});

/**
 * Whether a connection's first message is the Hello of a server that is wanted: of this kind and, where it is known, of
 * this cluster. One that says it is the other side is taken; `misconfiguration` of contract/servers tells IT.
 */
export function checkHello(
  text: string | null,
  kind: ServerKind,
  cluster: string | null,
): Result<Hello, ConnectionCause> {
  if (text === null) return fail(notHello('a binary message'));
  const any = decodeMessage(anyHello, text);
  if (!any.ok) return fail(notHello(any.error.message));
  const { type: _, ...found } = any.value;
  if (found.kind !== kind || (cluster !== null && found.cluster !== cluster)) {
    return fail({ type: 'wrong-server', found, expected: { kind, cluster } });
  }
  const exact = decodeMessage(hello, text);
  return exact.ok ? ok(exact.value) : fail(notHello(exact.error.message));
}

function notHello(what: string): ConnectionCause {
  return {
    type: 'wrong-protocol',
    detail: `began with something else than a Hello that can be read: ${what}`,
  };
}
