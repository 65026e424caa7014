/**
 * Character classes of RFC 3261, section 25.1, as one table of bits: a lookup a character, no backtracking.
 */
const ALPHANUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const MARK = "-_.!~*'()";
const UNRESERVED = ALPHANUM + MARK;

/** `token`: methods, header names, parameter names, tags. */
export const TOKEN = 1;
/** `word`: the halves of a Call-ID. */
export const WORD = 2;
/** `user`, bar escapes. */
export const USER = 4;
/** `password`, bar escapes. */
export const PASSWORD = 8;
/** `paramchar` of a SIP URI, bar escapes. */
export const URI_PARAMETER = 16;
/** `hname` and `hvalue` of a SIP URI, bar escapes. */
export const URI_HEADER = 32;
/** `hostname`, and the dotted digits of an IPv4 address. */
export const HOST = 64;
/** `uric` of any other URI, bar escapes. */
export const URIC = 128;
/** What a parameter of a header field may have unquoted: a token or a host (IPv6 included). */
export const VALUE = 256;
export const DIGIT = 512;
export const HEX = 1024;

const table = new Uint16Array(128);

function allow(characters: string, bit: number): void {
  for (let index = 0; index < characters.length; index += 1) {
    const code = characters.charCodeAt(index);
    table[code] = (table[code] ?? 0) | bit;
  }
}

allow(`${ALPHANUM}-.!%*_+\`'~`, TOKEN | VALUE);
allow(`${ALPHANUM}-.!%*_+\`'~()<>:\\"/[]?{}`, WORD);
allow(`${UNRESERVED}&=+$,;?/`, USER);
allow(`${UNRESERVED}&=+$,`, PASSWORD);
allow(`${UNRESERVED}[]/:&+$`, URI_PARAMETER);
allow(`${UNRESERVED}[]/?:+$`, URI_HEADER);
allow(`${ALPHANUM}-.`, HOST);
allow(`${UNRESERVED};/?:@&=+$,`, URIC);
allow('[]:', VALUE);
allow('0123456789', DIGIT);
allow('0123456789ABCDEFabcdef', HEX);

/** Whether a character code is of a class; codes over 127 are of none. */
export function is(code: number, bit: number): boolean {
  return code < 128 && ((table[code] ?? 0) & bit) !== 0;
}

/** Whether the whole text, at least one character, is of a class. */
export function isAll(text: string, bit: number): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (!is(text.charCodeAt(index), bit)) return false;
  }
  return text.length > 0;
}
