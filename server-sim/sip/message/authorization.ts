import { Cursor } from './cursor.ts';
import type { Parsed } from './faults.ts';

const EQUALS = 0x3d;
const COMMA = 0x2c;
const RULE = 'RFC 3261, section 25.1: credentials';

/** An Authorization header field: the scheme in lower case and its parameters, decoded, by lower-case name. */
export interface Credentials {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Parses `Digest username="…", realm="…", …`; any scheme's parameters read the same. */
export function parseAuthorization(text: string): Parsed<Credentials> {
  const cursor = new Cursor(text);
  const scheme = cursor.token('an authentication scheme', RULE);
  const parameters = new Map<string, string>();
  cursor.skipSpace();
  do {
    const name = cursor.token('a parameter name', RULE);
    if (name === null || !cursor.takeSeparator(EQUALS)) {
      cursor.fail("'='", RULE);
      break;
    }
    const value = cursor.value('a parameter value', RULE);
    if (value === null) break;
    parameters.set(name.toLowerCase(), value);
  } while (cursor.takeSeparator(COMMA));
  if (!cursor.failed) cursor.end('a comma or the end', RULE);
  return cursor.result(
    'Authorization',
    scheme === null ? null : { scheme: scheme.toLowerCase(), parameters },
  );
}
