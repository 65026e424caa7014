/** A line of notes with the time in the call at which it was begun; null where there is none. */
export interface NoteLine {
  readonly stamp: string | null;
  readonly text: string;
}

const stamped = /^(\d{1,3}(?::\d{2}){1,2}) (.*)$/;

/** Reads notes as they are kept and sent: plain text, a line's stamp before it ("2:12 Her own reading…"). */
export function readNotes(notes: string): readonly NoteLine[] {
  return notes.split('\n').map((line) => {
    const match = stamped.exec(line);
    return match ? { stamp: match[1] ?? null, text: match[2] ?? '' } : { stamp: null, text: line };
  });
}

/** Writes notes so that they read back to the same lines. */
export function writeNotes(lines: readonly NoteLine[]): string {
  return lines.map(({ stamp, text }) => (stamp && text ? `${stamp} ${text}` : text)).join('\n');
}

/** What the agent sees and edits: the lines without their stamps. */
export function noteText(lines: readonly NoteLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}

/**
 * The lines after an edit. Lines that the edit left alone keep their stamps, wherever they moved; a line that is
 * newly written gets `stamp`.
 */
export function editNotes(
  lines: readonly NoteLine[],
  text: string,
  stamp: string | null,
): readonly NoteLine[] {
  const texts = text.split('\n');
  const most = Math.min(lines.length, texts.length);
  let before = 0;
  while (before < most && lines[before]?.text === texts[before]) before += 1;
  let after = 0;
  while (after < most - before && lines.at(-1 - after)?.text === texts.at(-1 - after)) after += 1;
  return texts.map((line, index) => {
    if (index >= texts.length - after) return lines[lines.length - texts.length + index] ?? plain(line);
    const old = index < lines.length - after ? lines[index] : undefined;
    if (index < before && old) return old;
    if (line.trim() === '') return plain(line);
    return { stamp: old?.stamp ?? stamp, text: line };
  });
}

function plain(text: string): NoteLine {
  return { stamp: null, text };
}
