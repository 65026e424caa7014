const secretName = /password|passwd|secret|authorization|token|credential|login.?string/i;
const removed = '[redacted]';
/** Structures nested deeper than this are cut: a log line is for reading. */
const deepest = 6;

/** What hides in text: SIP and HTTP credentials (RFC 9110, section 11), JSON members, tokens in addresses. */
const inText: readonly (readonly [RegExp, string])[] = [
  [/((?:proxy-)?authorization\s*:)[^\r\n]*/gi, `$1 ${removed}`],
  [/\b(bearer)\s+[^\s"']+/gi, `$1 ${removed}`],
  [/([?&]token=)[^&\s"']+/gi, `$1${removed}`],
  [
    /("[^"]*(?:password|secret|token|authorization|loginString)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi,
    `$1"${removed}"`,
  ],
];

/** Text with its credentials removed. */
export function redactText(text: string): string {
  return inText.reduce((clean, [pattern, by]) => clean.replace(pattern, by), text);
}

/** A copy of a log line's details with everything removed that is a secret by its name or its form. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof Error) return redactText(value.stack ?? value.message);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      secretName.test(name) && item !== null && item !== undefined ? removed : redact(item, depth + 1),
    ]),
  );
}
