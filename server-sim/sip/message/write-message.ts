import type { HeaderFields } from './header-fields.ts';
import type { Salvage } from './parse-message.ts';
import type { Request } from './request.ts';
import type { Via } from './via.ts';

/** One header field to write. Values come from our own code or have passed a parser: no line ends in them. */
export type Field = readonly [name: string, value: string];

export interface Body {
  readonly contentType: string;
  readonly text: string;
}

function writeFields(fields: readonly Field[]): string {
  let text = '';
  for (const [name, value] of fields) text += `${name}: ${value}\r\n`;
  return text;
}

function writeBody(body: Body | null): string {
  if (body === null) return 'Content-Length: 0\r\n\r\n';
  const length = Buffer.byteLength(body.text, 'utf8');
  return `Content-Type: ${body.contentType}\r\nContent-Length: ${length}\r\n\r\n${body.text}`;
}

export function writeRequest(
  method: string,
  uri: string,
  fields: readonly Field[],
  body: Body | null = null,
): string {
  return `${method} ${uri} SIP/2.0\r\n${writeFields(fields)}${writeBody(body)}`;
}

/** Where a request came from, for `received` and `rport`. */
export interface Source {
  readonly address: string;
  readonly port: number;
}

/** The Via fields as they came; the topmost gets `received` and `rport` (RFC 3261, 18.2.1; RFC 3581, 4). */
function writeVias(headers: HeaderFields, via: Via | null, source: Source | null): string {
  let text = '';
  let first = true;
  for (const value of headers.all('via')) {
    if (first && via !== null && source !== null) text += `Via: ${markSource(value, via, source)}\r\n`;
    else text += `Via: ${value}\r\n`;
    first = false;
  }
  return text;
}

function markSource(value: string, via: Via, source: Source): string {
  let marked = value.slice(0, via.end).trimEnd();
  const asked = via.parameters.some((one) => one.name === 'rport' && one.value === null);
  if (asked) marked = marked.replace(/;\s*rport(?=\s*(?:;|$))/i, `;rport=${source.port}`);
  if (asked || via.host !== source.address) marked += `;received=${source.address}`;
  return marked + value.slice(via.end);
}

export interface ResponseParts {
  readonly status: number;
  readonly reason: string;
  /** Put into To where the request has none; null leaves To alone, as 100 does (RFC 3261, section 8.2.6.2). */
  readonly toTag: string | null;
  readonly fields?: readonly Field[];
  readonly body?: Body | null;
}

/** A response to a sound request (RFC 3261, section 8.2.6.2). */
export function writeResponse(request: Request, source: Source, parts: ResponseParts): string {
  const { headers } = request;
  const tag = request.toTag === null && parts.toTag !== null ? `;tag=${parts.toTag}` : '';
  return (
    `SIP/2.0 ${parts.status} ${parts.reason}\r\n` +
    writeVias(headers, request.via, source) +
    `From: ${headers.get('from') ?? ''}\r\nTo: ${headers.get('to') ?? ''}${tag}\r\n` +
    `Call-ID: ${request.callId}\r\nCSeq: ${headers.get('cseq') ?? ''}\r\n` +
    writeFields(parts.fields ?? []) +
    writeBody(parts.body ?? null)
  );
}

/** A response to a request that could not be read: what there is of its identity goes back as it came. */
export function writeRefusal(salvage: Salvage, parts: ResponseParts): string {
  const { headers } = salvage;
  let text = `SIP/2.0 ${parts.status} ${parts.reason}\r\n${writeVias(headers, null, null)}`;
  const from = headers.get('from');
  if (from !== undefined) text += `From: ${from}\r\n`;
  const to = headers.get('to');
  if (to !== undefined) {
    const tagged = parts.toTag === null || /;\s*tag\s*=/i.test(to);
    text += tagged ? `To: ${to}\r\n` : `To: ${to};tag=${parts.toTag}\r\n`;
  }
  const callId = headers.get('call-id');
  if (callId !== undefined) text += `Call-ID: ${callId}\r\n`;
  const cseq = headers.get('cseq');
  if (cseq !== undefined) text += `CSeq: ${cseq}\r\n`;
  return text + writeFields(parts.fields ?? []) + writeBody(parts.body ?? null);
}
