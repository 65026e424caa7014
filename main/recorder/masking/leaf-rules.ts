import { parseAddress } from '../../../contract/servers/address.ts';
import type { Rule } from './rules.ts';

/** Counts, codes, instants, masks of bits. */
export const figure: Rule<number> = (value, masks) =>
  typeof value === 'number' ? value : masks.unknown(value);

export const flag: Rule<boolean> = (value, masks) =>
  typeof value === 'boolean' ? value : masks.unknown(value);

/** Refuses to compile for a field that may hold any text. */
type Names<Value extends string> = string extends Value ? never : Value;

/**
 * One of the names that the code itself gives: a state, a side, a phase. For a field whose type is such a union alone;
 * what came over a wire was held against that union before.
 */
export function choice<Value extends string>(): Rule<Names<Value>> {
  return (value, masks) => (/^[A-Za-z][A-Za-z0-9-]{0,39}$/.test(value) ? value : masks.unknown(value));
}

/** Anything a person or a program wrote: nothing of it is kept but its length. */
export const text: Rule<string> = (value, masks) =>
  typeof value === 'string' ? masks.text(value) : masks.unknown(value);

/** Not even its length. */
export const secret: Rule<string> = (value, masks) => masks.named('secret', String(value));

/**
 * A number that was called or called from: its last digits, so that a call can be found again, behind a name. Three
 * of seven digits and more, two of four and more, of shorter ones none.
 */
export const phoneNumber: Rule<string> = (value, masks) => {
  if (value === '') return '';
  const digits = value.replaceAll(/\D/g, '');
  const kept = digits.length >= 7 ? 3 : digits.length >= 4 ? 2 : 0;
  const name = masks.named('number', value);
  return kept === 0 ? name : `${name}-${digits.slice(-kept)}`;
};

/** Keypad digits may be a card's number: only how many there were. */
export const keypadDigits: Rule<string> = (value) => '0'.repeat(value.length);

/**
 * What an agent wrote as his ID or device may be his password, put in the wrong place. So it has a name, and what the
 * name stands for is told once the switch has logged him in by it (`flight-recorder.ts`).
 */
export const agentId: Rule<string> = (value, masks) => masks.named('agent', value);
export const device: Rule<string> = (value, masks) => masks.named('device', value);

/** Gives a right to whoever has it: only whether it is the same. */
export const licence: Rule<string> = (value, masks) => masks.named('licence', value);

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id of ours or of a server's. One with so many digits in a row that it could be a telephone number is named. */
export const identifier: Rule<string> = (value, masks) => {
  if (value === '' || uuid.test(value)) return value;
  const plain = /^[\w.:@-]{1,80}$/.test(value) && !/\d{6}/.test(value);
  return plain ? value : masks.named('id', value);
};

/** What administrators call things: sites, clusters, skill groups, reasons. Agents see it on their screens. */
export const label: Rule<string> = (value, masks) =>
  typeof value === 'string' && /^[\p{L}\p{N}\p{P}\p{Zs}+]{0,160}$/u.test(value)
    ? value
    : masks.unknown(value);

/** `host:port`; what is none, or carries a user and password, is not kept. */
export const address: Rule<string> = (value, masks) => {
  if (value === '') return value;
  if (!parseAddress(value).ok) return masks.text(value);
  masks.knowAddress(value);
  return value;
};

/** A domain, a host's name or a number of one. */
export const hostName: Rule<string> = (value, masks) =>
  /^[A-Za-z0-9._:[\]-]{0,253}$/.test(value) ? value : masks.text(value);

/** An operating system's code, ECONNREFUSED; or the words that stand for one. */
export const systemCode: Rule<string> = (value, masks) =>
  /^(?:E[A-Z0-9_]{2,30}|HPE_[A-Z_]{2,40}|ERR_[A-Z_]{2,40})$/.test(value) ? value : sentence(value, masks);

/** Of a web address only where it leads: what follows may be a token. */
export const origin: Rule<string> = (value, masks) => {
  if (!URL.canParse(value)) return masks.text(value);
  const { protocol, host } = new URL(value);
  return host === '' ? `${protocol}hidden` : `${protocol}//${host}/`;
};

/** What a program says to people. */
export const sentence: Rule<string> = (value, masks) =>
  typeof value === 'string' ? masks.sentence(value) : masks.unknown(value);

/** Where a file is may name a person: only what it is called. */
export const file: Rule<string> = (value, masks) => masks.named('file', value);
