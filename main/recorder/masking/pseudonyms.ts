import { hash, randomBytes } from 'node:crypto';

/** Names for what must not be told: the same value has the same name, and no name leads back to its value. */
export type Pseudonyms = (value: string) => string;

/** Long enough that two values of one recording practically never share a name. */
const nameLength = 7;

/** A desk's states name the same few agents, calls and devices again and again; what is longer comes once. */
const remembered = { values: 1_000, length: 64 };

/**
 * Names for one recording. The key is made here and is never written, so a name cannot be found again by trying
 * values, and two recordings name the same value differently.
 */
export function newPseudonyms(key: string = randomBytes(32).toString('base64')): Pseudonyms {
  const names = new Map<string, string>();
  return (value) => {
    const known = names.get(value);
    if (known !== undefined) return known;
    const name = letters(hash('sha256', `${key}${value}`, 'buffer'));
    if (value.length > remembered.length) return name;
    if (names.size >= remembered.values) names.clear();
    names.set(value, name);
    return name;
  };
}

/** Letters alone: a name that held digits could be taken for a part of a number. */
function letters(bytes: Uint8Array): string {
  let name = '';
  for (let index = 0; index < nameLength; index += 1) {
    name += String.fromCharCode(97 + ((bytes[index] ?? 0) % 26));
  }
  return name;
}
