import type * as z from 'zod';
import type { ServerKind, Side } from '../../contract/servers/server-kind.ts';
import type { FailureConf } from '../../contract/wire/common.ts';
import { decodeMessage, encodeMessage } from '../../contract/wire/decode.ts';
import type { ClientLink, SocketService } from './client-link.ts';
import type { ServerLog } from './server-log.ts';
import { serverTitle } from './server-title.ts';

type Message = { readonly type: string };
type Request = Message & { readonly id: string };

/** One client of a server that speaks JSON. */
export interface JsonClient<Answer extends Message> {
  readonly remote: string;
  send(answer: Answer): void;
  /** Refuses a request: `code` for programs, a sentence for people. */
  refuse(id: string, code: string, message: string, details?: Readonly<Record<string, string>>): void;
}

export interface JsonServiceOptions<Schema extends z.ZodType<Request>, Answer extends Message> {
  readonly kind: ServerKind;
  readonly side: Side;
  /** The cluster's id. */
  readonly cluster: () => string;
  readonly requests: Schema;
  /** Server's time. */
  readonly now: () => number;
  readonly log: ServerLog;
  /** A whole, understood request; heartbeats are answered before. */
  handle(client: JsonClient<Answer>, request: z.output<Schema>): void;
  gone?(client: JsonClient<Answer>): void;
  dispose?(): void;
}

export interface JsonService<Answer extends Message> extends SocketService {
  /** To every client that is connected. */
  broadcast(answer: Answer): void;
}

/** What every JSON server of the tier does: Hello first, heartbeats answered, what it cannot read refused in words. */
export function createJsonService<Schema extends z.ZodType<Request>, Answer extends Message>(
  options: JsonServiceOptions<Schema, Answer>,
): JsonService<Answer> {
  const { kind, side, now, log } = options;
  const links = new Set<ClientLink>();
  return {
    accept(link) {
      links.add(link);
      const client = clientOf<Answer>(link);
      link.send(
        encodeMessage({ type: 'Hello', kind, side, cluster: options.cluster(), time: now() } as Message),
      );
      link.onMessage((text) => {
        const decoded = decodeMessage(options.requests, text);
        if (!decoded.ok) {
          const { id, message } = decoded.error;
          log.warn(`${link.remote} sent what is not understood: ${message}`);
          return link.send(
            encodeMessage(badMessage(id, `${serverTitle(kind, side)} cannot read ${message}`)),
          );
        }
        const request = decoded.value;
        if (request.type === 'HeartbeatRequest') {
          link.send(encodeMessage({ type: 'HeartbeatConf', id: request.id, time: now() } as Message));
        } else options.handle(client, request);
      });
      link.onClose(() => {
        links.delete(link);
        options.gone?.(client);
      });
    },
    broadcast(answer) {
      const text = encodeMessage(answer);
      for (const link of links) link.send(text);
    },
    dispose() {
      links.clear();
      options.dispose?.();
    },
  };
}

function clientOf<Answer extends Message>(link: ClientLink): JsonClient<Answer> {
  return {
    remote: link.remote,
    send: (answer) => link.send(encodeMessage(answer)),
    refuse(id, code, message, details) {
      const failure: FailureConf = { type: 'FailureConf', id, code, message, ...(details && { details }) };
      link.send(encodeMessage(failure));
    },
  };
}

function badMessage(id: string | null, message: string): FailureConf {
  return { type: 'FailureConf', id, code: 'badMessage', message };
}
