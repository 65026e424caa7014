import type { DeskError } from '../../contract/desk/desk-error.ts';

/** An error as the help desk wants it: the sentences, then what they leave out. */
export function detailsText({ code, title, message, details }: DeskError): string {
  const lines = Object.entries(details).map(([name, value]) => `${name}: ${value}`);
  return [title, message, `code: ${code}`, ...lines].join('\n');
}
