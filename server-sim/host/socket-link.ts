import type { WebSocket } from 'ws';
import type { ClientLink } from './client-link.ts';
import type { ServerLog } from './server-log.ts';

/** A client that does not read is let go when so many bytes wait for it. */
const mostUnread = 16 * 1_048_576;

/** WebSocket close codes (RFC 6455, section 7.4.1) that this tier uses. */
export const closeCode = { goingAway: 1001, unsupportedData: 1003, internalError: 1011 } as const;

/** Whether binary messages are text to this server (SIP, RFC 7118, section 4) or not understood. */
export type BinaryMessages = 'as-text' | 'refused';

export interface SocketLinkOptions {
  readonly socket: WebSocket;
  readonly remote: string;
  readonly binary: BinaryMessages;
  /** Whether nobody is to see this message. */
  readonly isUnanswered: (message: string, remote: string) => boolean;
  /** Once the server was killed, nothing it still tries reaches anybody. */
  readonly isAlive: () => boolean;
  /** Asks the client for a sign of life, and lets it go where none comes. */
  readonly doubt: () => void;
  readonly log: ServerLog;
}

/** A link over one WebSocket. A listener that throws ends its own link, never the server. */
export function createSocketLink(options: SocketLinkOptions): ClientLink {
  const { socket, remote, binary, isUnanswered, isAlive, doubt, log } = options;
  const messageListeners: ((text: string) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  let isOpen = true;

  const close = (code: number, reason: string): void => {
    if (!isOpen || !isAlive()) return;
    isOpen = false;
    socket.close(code, Buffer.from(reason).subarray(0, 120).toString());
  };
  const guarded = (what: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      log.error(`${what} of ${remote} failed; the connection is ended`, { error });
      close(closeCode.internalError, 'The server met an error of its own; its log says which.');
    }
  };
  socket.on('message', (data, isBinary) => {
    if (!isOpen) return;
    if (isBinary && binary === 'refused') {
      log.warn(`${remote} sent a binary message; the connection is ended`);
      return close(closeCode.unsupportedData, 'Binary messages are not understood here: send JSON as text.');
    }
    const text = data.toString();
    if (isUnanswered(text, remote)) return;
    for (const listener of messageListeners) guarded('A message', () => listener(text));
  });
  socket.on('error', (error) => log.warn(`${remote}: ${error.message}`));
  socket.on('close', (code) => {
    isOpen = false;
    log.info(`${remote} disconnected`, { code });
    for (const listener of closeListeners) guarded('The end', listener);
  });
  return {
    remote,
    send(text) {
      if (!isOpen || !isAlive()) return;
      if (socket.bufferedAmount > mostUnread) {
        log.warn(`${remote} does not read what it is sent; the connection is ended`);
        isOpen = false;
        return socket.terminate();
      }
      socket.send(text);
    },
    onMessage: (listener) => void messageListeners.push(listener),
    onClose: (listener) => void closeListeners.push(listener),
    doubt,
    close,
  };
}
