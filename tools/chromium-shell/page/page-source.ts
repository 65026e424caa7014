/**
 * A function or class that runs in a page: its source text is sent there, so it may use page globals, its
 * parameters and the other parts it is sent with, by name, and nothing else of its file.
 */
export type PagePart = ((...values: never[]) => unknown) | (new (...values: never[]) => unknown);

/** A script that runs `start` with JSON `values` (and `extra` as further source text) among its `parts`. */
export function pageSource(
  parts: readonly PagePart[],
  start: PagePart,
  values: readonly unknown[],
  extra: readonly string[] = [],
): string {
  // Node has stripped the types of these functions when it loaded them, so their text is JavaScript.
  const texts = [...parts, start].map((part) => part.toString());
  const call = `${start.name}(${[...values.map((value) => JSON.stringify(value)), ...extra].join(', ')});`;
  return `(() => {\n'use strict';\n${texts.join('\n')}\n${call}\n})();`;
}
