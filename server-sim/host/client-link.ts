/** One client's connection as a simulated server sees it: whole text messages over one socket. */
export interface ClientLink {
  /** Address and port of the client, for logs: `127.0.0.1:50514`. */
  readonly remote: string;
  /** Sends one message; after the link has closed it does nothing. */
  send(text: string): void;
  onMessage(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
  /**
   * Asks the client for a sign of life (a WebSocket ping), and lets it go where none comes within a fifth of the time that
   * it may else be silent for.
   */
  doubt(): void;
  /** Ends the connection with a WebSocket close code (RFC 6455, section 7.4) and a short reason. */
  close(code: number, reason: string): void;
}

/**
 * What runs behind one listening port. A new instance is made at each start, so that a killed server's
 * memory is gone with it; `dispose` is called when the server ends, in whatever way.
 */
export interface SocketService {
  accept(link: ClientLink): void;
  dispose(): void;
}
