import type { Cursor } from './cursor.ts';

const SEMICOLON = 0x3b;
const EQUALS = 0x3d;
const RULE = 'RFC 3261, section 25.1: generic-param';

/** One parameter of a header field: the name in lower case, the value decoded; null where it has none. */
export interface Parameter {
  readonly name: string;
  readonly value: string | null;
}

const NONE: readonly Parameter[] = [];

/** Reads `;name=value` as often as it stands there. Null, with the cursor's fault set, when one is broken. */
export function readParameters(cursor: Cursor): readonly Parameter[] | null {
  if (!cursor.takeSeparator(SEMICOLON)) return NONE;
  const parameters: Parameter[] = [];
  do {
    const name = cursor.token('a parameter name', RULE);
    if (name === null) return null;
    let value: string | null = null;
    if (cursor.takeSeparator(EQUALS)) {
      value = cursor.value('a parameter value', RULE);
      if (value === null) return null;
    }
    parameters.push({ name: name.toLowerCase(), value });
  } while (cursor.takeSeparator(SEMICOLON));
  return parameters;
}

/** The parameter's value: '' where it has none, undefined where it is not there. */
export function parameter(parameters: readonly Parameter[], name: string): string | undefined {
  for (const one of parameters) {
    if (one.name === name) return one.value ?? '';
  }
  return undefined;
}
