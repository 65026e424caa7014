const safeSchemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address that a link in a customer's message opens; null: it is none that may be opened. A user and a password in it
 * are refused: `https://bank.example@elsewhere.example` leads where nobody reads that it does.
 */
export function safeLink(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!safeSchemes.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href;
}

/** Where a safe link leads, to be shown beside it: "energy.example", "a@energy.example". */
export function linkTarget(href: string): string {
  const { protocol, host, pathname } = new URL(href);
  return protocol === 'mailto:' ? pathname : host;
}
