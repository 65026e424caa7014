import type { AgentLoginType } from '../../../contract/login-string/parts.ts';

const agent = '[0-9A-Za-z._-]{1,32}';
const name = String.raw`(?=[^;]*[^;\s])[\p{L}\p{M}\p{N} .,'’@\\_-]{1,64}`;
const password = '[^;]{0,128}';
const device = '[0-9A-Za-z*#+._-]{1,32}';
const media = '(?:;(?=[pmc])p?(?:m[2-6]?)?(?:c[2-5]?)?)?';

/** The grammar of seed 001 once more, written apart from the parser that is held against it. */
export const loginGrammar: Readonly<Record<AgentLoginType, RegExp>> = {
  0: whole(`${agent};${password};${device}${media}`),
  1: whole(`${password};${device}${media}`),
  2: whole(`${device}${media}`),
  5: whole(`${name};${password};${device}${media}`),
};

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'su');
}
