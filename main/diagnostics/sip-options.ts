/**
 * Asks a SIP server what it can do (RFC 3261, section 11), over a WebSocket (RFC 7118). It is of no user and of no
 * dialog, so nothing at the server changes by it.
 */
export function sipOptions(id: string): string {
  return [
    'OPTIONS sip:diagnostics.invalid SIP/2.0',
    `Via: SIP/2.0/WS diagnostics.invalid;branch=z9hG4bK${id}`,
    'Max-Forwards: 70',
    `From: <sip:diagnostics@diagnostics.invalid>;tag=${id.slice(0, 8)}`,
    'To: <sip:diagnostics.invalid>',
    `Call-ID: ${id}`,
    'CSeq: 1 OPTIONS',
    'Accept: application/sdp',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

/** The status of a SIP answer; null: it is none. */
export function readSipStatus(message: string): number | null {
  const status = /^SIP\/2\.0 ([1-6]\d\d) /.exec(message)?.[1];
  return status === undefined ? null : Number(status);
}
