/** A key of the outermost dictionary of an XML property list, as often as it is there. */
export interface PlistKey {
  readonly name: string;
  /** From 1 on. */
  readonly line: number;
}

/**
 * The keys of an XML property list that are there before: whoever reads it takes the last, and says nothing. A binary
 * one is made by programs, and has none.
 */
export function repeatedPlistKeys(bytes: Buffer): readonly PlistKey[] {
  if (bytes.subarray(0, 6).toString('latin1') === 'bplist') return [];
  const seen = new Set<string>();
  const repeated: PlistKey[] = [];
  let depth = 0;
  let line = 1;
  for (const [token, comment, name] of bytes
    .toString('utf8')
    .matchAll(/(<!--.*?-->)|<key>([^<]*)<\/key>|<\/?(?:dict|array)>|\n/gs)) {
    if (token === '\n') line += 1;
    else if (comment !== undefined) line += comment.split('\n').length - 1;
    else if (name === undefined) depth += token.startsWith('</') ? -1 : 1;
    else if (depth === 1 && seen.has(name)) repeated.push({ name, line });
    else if (depth === 1) seen.add(name);
  }
  return repeated;
}
