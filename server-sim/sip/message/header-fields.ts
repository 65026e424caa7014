import { splitList } from './values.ts';

/**
 * The header fields of one message in their order: names in full and in lower case, values unfolded and
 * trimmed but otherwise as they came. Nothing is parsed before it is asked for.
 */
export class HeaderFields {
  readonly #names: string[] = [];
  readonly #values: string[] = [];

  add(name: string, value: string): void {
    this.#names.push(name);
    this.#values.push(value);
  }

  /** The first field of this name. */
  get(name: string): string | undefined {
    const index = this.#names.indexOf(name);
    return index < 0 ? undefined : this.#values[index];
  }

  count(name: string): number {
    let count = 0;
    for (const one of this.#names) if (one === name) count += 1;
    return count;
  }

  /** The values of all fields of this name, in order. */
  all(name: string): readonly string[] {
    const values: string[] = [];
    for (let index = 0; index < this.#names.length; index += 1) {
      if (this.#names[index] === name) values.push(this.#values[index] ?? '');
    }
    return values;
  }

  /** All elements of comma-separated fields of this name: option tags, methods, media types. */
  list(name: string): readonly string[] {
    return this.all(name).flatMap(splitList);
  }
}
