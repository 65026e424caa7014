import type { IncomingMessage } from 'node:http';
import type { ConnectionCause } from './connection-cause.ts';

/** Reads from a socket's error why the connection came to nothing. `afterMs` is the deadline that was given. */
export function causeOfError(error: Error, host: string, afterMs: number): ConnectionCause {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return { type: 'refused' };
  if (code === 'ETIMEDOUT' || error.message.includes('handshake has timed out')) {
    return { type: 'timed-out', stage: 'connecting', afterMs };
  }
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return { type: 'name-not-found', host, code };
  if (cutCodes.has(code)) return { type: 'reset', code };
  if (code.startsWith('HPE_')) return isTlsAlert(error) ? { type: 'tls-only' } : notHttp;
  if (notTlsCodes.has(code)) return { type: 'not-tls' };
  if (code.startsWith('ERR_SSL_')) return { type: 'tls-failed', code };
  if (code.startsWith('WS_ERR_')) return { type: 'wrong-protocol', detail: wireErrorWords(error, code) };
  if (error.message.includes('subprotocol') || error.message.includes('Sec-WebSocket-Extensions')) {
    return { type: 'wrong-protocol', detail: `speaks another WebSocket protocol: ${error.message}` };
  }
  if (error.message.includes('Sec-WebSocket-Accept') || error.message.includes('Upgrade header')) {
    return {
      type: 'not-websocket',
      status: 101,
      location: null,
      looksLike: `its WebSocket handshake is wrong: ${error.message}`,
    };
  }
  return { type: 'unreachable', code: code === '' ? error.message.slice(0, 100) : code };
}

/** Reads from an HTTP answer that is no WebSocket handshake what lives at the address. `body` is its beginning. */
export function causeOfHttpAnswer(response: IncomingMessage, body: string): ConnectionCause {
  const status = response.statusCode ?? null;
  if (status === 400 && tlsOnlyWords.test(body)) return { type: 'tls-only' };
  const location = response.headers.location === undefined ? null : printable(response.headers.location);
  return { type: 'not-websocket', status, location, looksLike: likeness(response, location, body) };
}

function likeness(response: IncomingMessage, location: string | null, body: string): string {
  const status = `HTTP ${response.statusCode ?? 0} ${printable(response.statusMessage ?? '')}`.trim();
  const contentType = printable(response.headers['content-type'] ?? '').split(';')[0] ?? '';
  if (location !== null) return `it redirects to ${location} (${status})`;
  if (contentType === 'text/html' || /^\s*<(?:!doctype html|html)/i.test(body)) {
    return `it answers with a web page (${status})`;
  }
  return contentType === '' ? `it answers ${status}` : `it answers ${status} with ${contentType}`;
}

const notHttp: ConnectionCause = {
  type: 'not-websocket',
  status: null,
  location: null,
  looksLike: 'it does not answer in HTTP',
};

/** What OpenSSL and BoringSSL call bytes that are no TLS. */
const notTlsCodes: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_UNKNOWN_PROTOCOL',
]);

/** What nginx, Apache and the simulated tier say to whoever speaks HTTP at a port of TLS. */
const tlsOnlyWords = /HTTP request was sent to HTTPS port|plain HTTP to an SSL-enabled|speaks TLS/i;

/** The answer that was to be HTTP begins as an alert of TLS does (RFC 8446, 5.1 and 6). */
function isTlsAlert(error: Error): boolean {
  const { rawPacket } = error as { readonly rawPacket?: unknown };
  return rawPacket instanceof Uint8Array && rawPacket[0] === 0x15 && rawPacket[1] === 0x03;
}

const cutCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

function wireErrorWords(error: Error, code: string): string {
  return code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'
    ? 'sent a message larger than is allowed'
    : `broke the WebSocket protocol: ${error.message} (${code})`;
}

/** A host with several addresses fails with an AggregateError, whose code is that of its first. */
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return first instanceof Error ? codeOf(first) : '';
}

/** What a stranger's server sent is shown short and without control characters. */
function printable(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e\u00a0-\uffff]/g, '').slice(0, 200);
}
