import type { LoginForm } from '../../../contract/login-string/of-profile.ts';
import { newPseudonyms, type Pseudonyms } from './pseudonyms.ts';
import { maskSentence } from './sentence.ts';

/** A desk says the same few sentences again and again: with each view of a connection why that failed before. */
const rememberedSentences = 100;

/** How login strings are read where it is not known of which profile they are. */
export const usualLoginForm: LoginForm = { type: 0, voiceAlone: false };

/**
 * What masking knows in one recording: its pseudonyms, and what the cluster's own configuration has vouched for. Lives
 * in memory alone.
 */
export class Masks {
  readonly #name: Pseudonyms;
  readonly #profiles = new Map<string, LoginForm>();
  readonly #variables = new Set<string>();
  readonly #addresses = new Set<string>();
  /** By the sentence as it was, with the addresses that are known now. */
  readonly #sentences = new Map<string, string>();

  constructor(name: Pseudonyms = newPseudonyms()) {
    this.#name = name;
  }

  /** `kind-abcdefg`: the same text of a kind has the same name. Nothing stays nothing. */
  named(kind: string, text: string): string {
    return text === '' ? '' : `${kind}-${this.#name(text)}`;
  }

  /** Text that may say anything: its length, and a name that tells whether it is the same text again. */
  text(text: string): string {
    // Whether there is anything at all decides things on the desk; blanks are no secret.
    return text.trim() === '' ? text : `text-${text.length}-${this.#name(text)}`;
  }

  /**
   * What stands where something else was expected: its type and length. The desk once more does with it what it can,
   * and a recording says where that differed.
   */
  unknown<Value>(value: Value): Value {
    return this.#unknown(value) as Value;
  }

  #unknown(value: unknown): unknown {
    if (value === null || value === undefined) return value;
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return `list-${value.length}`;
    return typeof value === 'object' ? `object-${Object.keys(value).length}` : typeof value;
  }

  /** A connection profile that the cluster has named, and how its login strings are read. */
  knowProfile(name: string, form: LoginForm): void {
    this.#profiles.set(name, form);
  }

  /** Of a profile that nobody knows no string is read at all: then the usual type will do. */
  loginFormOf(profile: string): LoginForm {
    return this.#profiles.get(profile) ?? usualLoginForm;
  }

  isProfile(name: string): boolean {
    return this.#profiles.has(name);
  }

  /** A call variable that the cluster's screen pop names: its name is the administrator's, not a customer's. */
  knowVariable(name: string): void {
    this.#variables.add(name);
  }

  isVariable(name: string): boolean {
    return this.#variables.has(name);
  }

  /** A server's address: sentences may name it. */
  knowAddress(written: string): void {
    // A scheme before it is made of words.
    const address = written.trim().replace(/^wss?:\/\//i, '');
    if (this.#addresses.has(address)) return;
    this.#addresses.add(address);
    this.#sentences.clear();
  }

  /** What a program says to people: the words that our own sentences are made of, and known addresses. */
  sentence(text: string): string {
    const known = this.#sentences.get(text);
    if (known !== undefined) return known;
    const masked = maskSentence(text, (address) => this.#addresses.has(address));
    if (this.#sentences.size >= rememberedSentences) this.#sentences.clear();
    this.#sentences.set(text, masked);
    return masked;
  }
}
