/** Signs that a terminal carries out, that end a line, or that turn the text around them: none stands in a sentence. */
const unseen = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** A value as a sentence quotes it: in one line, of so many characters at most. */
export function quoted(value: unknown, longest = 60): string {
  const text = (JSON.stringify(value) ?? 'nothing').replaceAll(
    unseen,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  // The first half of a pair alone is no character.
  return text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
