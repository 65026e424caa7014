/**
 * One message of RFC 4475, bit-exact.
 *
 * Text is held as lines joined by CR LF, so that no checkout can mangle the line ends, or as base64 where
 * octets are no text. The count of octets and, where known, the SHA-256 are those of the RFC's own archive
 * (appendix A).
 */
export interface TortureMessage {
  /** The RFC's file name without `.dat`. */
  readonly name: string;
  /** The RFC's section: `3.1.2.4`. */
  readonly section: string;
  readonly octets: number;
  readonly sha256?: string;
  /** How `text`'s characters stand for octets. */
  readonly encoding: 'utf8' | 'latin1';
  readonly text: string;
}

/** Lines joined, and ended, by CR LF. */
export function crlf(...lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n`;
}

/** The session description which most of the RFC's requests carry: 150 octets for a seven-digit address. */
export function offerFrom(address: string): readonly string[] {
  return [
    'v=0',
    `o=mhandley 29739 7272939 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    'm=audio 49217 RTP/AVP 0 12',
    'm=video 3227 RTP/AVP 31',
    'a=rtpmap:31 LPC',
  ];
}
