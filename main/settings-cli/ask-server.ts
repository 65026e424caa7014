import { type Configuration, configurationAnswer } from '../../contract/configuration/messages.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import { logWith } from '../log/log.ts';
import type { Hello } from '../servers/check-hello.ts';
import type { ConnectionCause } from '../servers/connection-cause.ts';
import { openServerConnection, type ServerConnection } from '../servers/server-connection.ts';
import type { Encryption } from '../servers/tls/encryption.ts';
import type { Timers } from '../timers.ts';

/** What came of one short connection to a configuration server. */
export type ServerAnswer =
  | { readonly type: 'answers'; readonly hello: Hello; readonly configuration: Configuration }
  /** `hello`: null where it never said who it is. */
  | { readonly type: 'fails'; readonly hello: Hello | null; readonly cause: ConnectionCause };

export interface AskServerOptions {
  readonly side: Side;
  /** `host:port`. */
  readonly address: string;
  readonly encryption: Encryption;
  readonly timers: Timers;
  readonly newId: () => string;
}

/** As a desk waits: for the connection and Hello, and then for the download. */
const helloMs = 3_000;
const downloadMs = 5_000;

/** Connects, hears who is there, downloads what a desk would, and leaves. Never rejects. */
export function askServer({
  side,
  address,
  encryption,
  timers,
  newId,
}: AskServerOptions): Promise<ServerAnswer> {
  return new Promise((resolve) => {
    let hello: Hello | null = null;
    let deadline: unknown = null;
    const id = newId();
    const end = (answer: ServerAnswer): void => {
      timers.clearTimeout(deadline);
      connection.leave();
      resolve(answer);
    };
    const connection: ServerConnection = openServerConnection({
      kind: 'configuration',
      side: () => side,
      address,
      encryption,
      deadlineMs: helloMs,
      cluster: () => null,
      answers: configurationAnswer,
      timers,
      // What is wrong with the server is told by the answer.
      log: logWith(() => undefined),
      onReady: (said) => {
        hello = said;
        const request = 'GlobalSettingsDownloadRequest';
        connection.send(JSON.stringify({ type: request, id }));
        const cause = { type: 'unanswered', request, afterMs: downloadMs } as const;
        deadline = timers.setTimeout(() => end({ type: 'fails', hello, cause }), downloadMs);
      },
      onMessage: (message) => {
        if (hello === null) return;
        if (message.type === 'GlobalSettingsDownloadConf' && message.id === id) {
          end({ type: 'answers', hello, configuration: message.configuration });
        } else if (message.type === 'FailureConf' && message.id === id) {
          const detail = `it refused the download: ${message.message}`;
          end({ type: 'fails', hello, cause: { type: 'unusable-answer', detail } });
        }
      },
      onEnd: (cause) => end({ type: 'fails', hello, cause }),
    });
  });
}
