/** What the events of a socket carry, as far as the phone reads them. */
export interface SocketEvent {
  readonly type: string;
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
}

/** A client WebSocket: the browser's, Node's own, or that of `ws`. */
export interface WebSocketLike {
  binaryType: string;
  /** The subprotocol that the server chose; empty: none. */
  readonly protocol: string;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  /** `ws` has it: drops the socket with no farewell. `close` alone would hold a Node process for 30 s. */
  terminate?(): void;
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: SocketEvent) => void,
  ): void;
}

export type OpenSocket = (url: string, protocols: string) => WebSocketLike;

/** RFC 7118, 5: one SIP message a WebSocket message, text or binary (UTF-8). Null: neither. */
export function textOf(data: unknown): string | null {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer || ArrayBuffer.isView(data) ? new TextDecoder().decode(data) : null;
}
