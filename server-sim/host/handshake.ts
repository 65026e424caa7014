import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { isOwnName } from './own-names.ts';

/** Who may open a WebSocket here. */
export interface HandshakeRules {
  /** The server's name: "CTI server A". */
  readonly title: string;
  readonly subprotocol: string;
  /** The names that this server goes by, for the Host header. */
  readonly names: readonly string[];
  /** Whether a page may come, and from where; programs send no Origin and may always come (RFC 6454, section 7). */
  readonly isOriginAllowed: (origin: string) => boolean;
}

export interface HandshakeRefusal {
  readonly status: 400 | 403 | 426;
  /** What is wrong and what to do, for whoever reads the answer. */
  readonly message: string;
}

/** No page may come: these servers are used by the desk's own process alone. */
export const noPages = (): boolean => false;

/**
 * The phone window's own origins: Electron's app scheme, and what stands for it where a browser is the shell. That one
 * is under .invalid, which nobody can register (RFC 6761, section 6.4): under any other name it could be anybody's
 * page. `null` is not among them: sandboxed frames and pages from data: addresses of anybody's have that origin.
 */
const phoneWindowOrigins: readonly string[] = ['app://bundle', 'https://bundle.app.chromium-shell.invalid'];
export const phoneWindowOnly = (origin: string): boolean => phoneWindowOrigins.includes(origin);

/** Checks an opening handshake (RFC 6455, section 4.2); null when it may go on. */
export function refuseHandshake(
  { headers }: { readonly headers: IncomingHttpHeaders },
  rules: HandshakeRules,
): HandshakeRefusal | null {
  if (!isOwnName(headers.host, rules.names)) {
    const name = JSON.stringify((headers.host ?? '').slice(0, 80));
    const message = `${rules.title} does not go by the name ${name}: use ${rules.names[0]}.`;
    return { status: 403, message };
  }
  if (headers.upgrade?.toLowerCase() !== 'websocket') {
    return {
      status: 426,
      message: `This is ${rules.title}: it speaks WebSocket (${rules.subprotocol}), not HTTP.`,
    };
  }
  if (headers.origin !== undefined && !rules.isOriginAllowed(headers.origin)) {
    return {
      status: 403,
      message: `${rules.title} takes no connection from pages of ${headers.origin.slice(0, 80)}.`,
    };
  }
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (!offered.includes(rules.subprotocol)) {
    const said = offered.join(', ').slice(0, 80) || 'none';
    return {
      status: 400,
      message: `This is ${rules.title}: it speaks the subprotocol ${rules.subprotocol}; the client offered ${said}. Check the address.`,
    };
  }
  return null;
}

/** Answers with the refusal and ends the connection. */
export function sendRefusal(stream: Duplex, { status, message }: HandshakeRefusal): void {
  const body = `${message}\n`;
  stream.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Connection: close',
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(status === 426 ? ['Upgrade: websocket'] : []),
      '',
      body,
    ].join('\r\n'),
  );
}
