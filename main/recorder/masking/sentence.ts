import { constants } from 'node:os';
import { plainWords } from './plain-words.ts';

/** What stands for whatever is not kept. */
const left = '…';

/**
 * What a sentence is cut into: what may be an address, digits that together may be a telephone number whatever stands
 * between them, words with whatever letters and digits they are mixed of, and marks.
 */
const piece = new RegExp(
  [
    String.raw`(?<address>\[[0-9A-Fa-f:.]+\]:\d{1,5}|[A-Za-z0-9_](?:[\w.-]*[A-Za-z0-9_])?:\d{1,5})(?![\w:])`,
    String.raw`(?<digits>\+?\d(?:[ ()./-]*\d){4,})`,
    String.raw`(?<number>\d{1,4}(?:\.\d)?)(?![\p{L}\p{M}\p{N}_])`,
    String.raw`(?<word>[\p{L}\p{M}\p{N}_]+(?:['’][\p{L}\p{M}\p{N}_]+)*)`,
    `(?<mark>[ \\n.,:;!?()"'/…-])`,
    '(?<other>.)',
  ].join('|'),
  'gsu',
);

/** WebSocket close codes (RFC 6455, 7.4.1), which sentences name. */
const closeCode = /^10(?:0\d|1[0-5])$/;

/** Those of every system, and the resolver's. */
const systemCodes: ReadonlySet<string> = new Set([...Object.keys(constants.errno), 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * A sentence of which only known words, small numbers and known addresses are left; all else is `…`, however long it
 * was. Masking a masked sentence changes nothing.
 */
export function maskSentence(sentence: string, isAddress: (text: string) => boolean): string {
  const masked = sentence.replaceAll(piece, (...match) => {
    const { address, number, word, mark } = match.at(-1) as Readonly<Record<string, string | undefined>>;
    if (mark !== undefined) return mark;
    if (word !== undefined) return isPlain(word) ? word : left;
    if (number !== undefined) return isSmall(number) ? number : left;
    if (address !== undefined) return isAddress(address) ? address : maskParts(address);
    return left;
  });
  return masked.replaceAll(/…(?:[ '"/-]*…)+/g, left);
}

/** What looks like an address and is none that is known; `status:404` does too. */
function maskParts(address: string): string {
  const [, word = '', number = ''] = /^([A-Za-z]+):(\d+)$/.exec(address) ?? [];
  return `${isPlain(word) ? word : left}:${isSmall(number) ? number : left}`;
}

function isPlain(word: string): boolean {
  if (systemCodes.has(word) || /^[AB]$/.test(word)) return true;
  // Names of messages: SetSessionMode.
  const parts = /^(?:[A-Z][a-z]+){2,}$/.test(word) ? word.split(/(?=[A-Z])/) : [word];
  return parts.every((part) => plainWords.has(part.toLowerCase().replace('’', "'")));
}

function isSmall(number: string): boolean {
  return /^\d{1,3}(?:\.\d)?$/.test(number) || closeCode.test(number);
}
