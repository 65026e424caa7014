import { timingSafeEqual } from 'node:crypto';
import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Who may open a WebSocket here. */
export interface HandshakeRules {
  /** The server's name: "CTI server A". */
  readonly title: string;
  readonly subprotocol: string;
  /** Whether a page may come, and from where; programs send no Origin and may always come (RFC 6454, section 7). */
  readonly isOriginAllowed: (origin: string) => boolean;
  /** Asked for where set. */
  readonly token: string | null;
}

export interface HandshakeRefusal {
  readonly status: 400 | 401 | 403 | 426;
  /** What is wrong and what to do, for whoever reads the answer. */
  readonly message: string;
}

/** No page may come: these servers are used by the desk's own process alone. */
export const noPages = (): boolean => false;

/**
 * The phone window's own origins: Electron's app scheme, and what stands for it where a browser is the shell. That one
 * is under .invalid, which nobody can register (RFC 6761, section 6.4): under any other name it could be anybody's page.
 */
export const phoneWindowOnly = (origin: string): boolean =>
  origin === 'null' ||
  /^app:\/\/[a-z0-9.-]+$/.test(origin) ||
  /^https:\/\/bundle\.app(\.[a-z0-9-]+)*\.invalid$/.test(origin);

/** Checks an opening handshake (RFC 6455, section 4.2); null when it may go on. */
export function refuseHandshake(
  request: { readonly headers: IncomingHttpHeaders; readonly url?: string | undefined },
  rules: HandshakeRules,
): HandshakeRefusal | null {
  const { headers } = request;
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
  if (rules.token !== null && !sameToken(tokenOf(request), rules.token)) {
    return {
      status: 401,
      message: `${rules.title} asks for the tier's token: send it as "Authorization: Bearer …" or as ?token=….`,
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

/** The token a request carries: a bearer (RFC 6750, section 2.1) or a query parameter. */
export function tokenOf(request: {
  readonly headers: IncomingHttpHeaders;
  readonly url?: string | undefined;
}): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const query = request.url?.split('?')[1];
  return query === undefined ? null : new URLSearchParams(query).get('token');
}

/** Compares in a time that tells nothing of the token. */
export function sameToken(given: string | null, expected: string): boolean {
  if (given === null) return false;
  const one = Buffer.from(given);
  const other = Buffer.from(expected);
  return one.length === other.length && timingSafeEqual(one, other);
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
      ...(status === 401 ? ['WWW-Authenticate: Bearer'] : []),
      '',
      body,
    ].join('\r\n'),
  );
}
