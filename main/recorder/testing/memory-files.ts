import type { SegmentSource } from '../read-segment.ts';
import type { SegmentFiles } from '../segment-files.ts';

/** Files of a recording in memory, with a disk that can be made to fail. */
export interface MemoryFiles extends SegmentFiles {
  readonly content: ReadonlyMap<string, string>;
  readonly sources: () => readonly SegmentSource[];
  /** What each write fails with from now on; null: it does not. */
  fail(code: string | null): void;
}

export function memoryFiles(): MemoryFiles {
  const content = new Map<string, string>();
  let failing: string | null = null;
  const append = (file: string, text: string): void => {
    if (failing !== null) throw Object.assign(new Error(`${failing}: injected`), { code: failing });
    content.set(file, (content.get(file) ?? '') + text);
  };
  return {
    content,
    sources: () =>
      [...content].map(([name, text]) => ({ name, bytes: async () => new TextEncoder().encode(text) })),
    append: async (file, text) => append(file, text),
    appendNow: append,
    tidy: async () => undefined,
    fail: (code) => {
      failing = code;
    },
  };
}
