/** The newest lines, as many as fit: what there is to give where no disk takes them. */
export class MemoryRing {
  readonly #largest: number;
  #lines: string[] = [];
  /** Lines before this one are gone already; they are cut off together, now and then. */
  #first = 0;
  #characters = 0;

  /** @param largest characters, of all lines together; the newest line is kept however long it is */
  constructor(largest: number) {
    this.#largest = largest;
  }

  push(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length;
    while (this.#characters > this.#largest && this.#first < this.#lines.length - 1) {
      this.#characters -= this.#lines[this.#first]?.length ?? 0;
      this.#lines[this.#first] = '';
      this.#first += 1;
    }
    if (this.#first > 1_000 && this.#first > this.#lines.length / 2) {
      this.#lines = this.#lines.slice(this.#first);
      this.#first = 0;
    }
  }

  /** Oldest first. */
  lines(): readonly string[] {
    return this.#lines.slice(this.#first);
  }
}
