/**
 * What is wrong with a message: which part, where, what stands there, and the rule it breaks.
 *
 * Bad input is data like any other: parsers return a fault and never throw.
 */
export type SipFault =
  /** The request or status line; `at` counts characters of the line from 0. */
  | {
      readonly type: 'start-line';
      readonly at: number;
      readonly found: string;
      readonly expected: string;
      readonly rule: string;
    }
  | { readonly type: 'version'; readonly found: string; readonly rule: string }
  /** A line that is no header field; `line` counts from 1, the start line. */
  | {
      readonly type: 'header-line';
      readonly line: number;
      readonly at: number;
      readonly found: string;
      readonly expected: string;
      readonly rule: string;
    }
  /** A header field's value; `at` counts characters of the unfolded value from 0. */
  | {
      readonly type: 'header-value';
      readonly header: string;
      readonly at: number;
      readonly found: string;
      readonly expected: string;
      readonly rule: string;
    }
  | { readonly type: 'missing-header'; readonly header: string; readonly rule: string }
  | { readonly type: 'repeated-header'; readonly header: string; readonly rule: string }
  | {
      readonly type: 'out-of-range';
      readonly header: string;
      readonly value: string;
      readonly limit: number;
      readonly rule: string;
    }
  | {
      readonly type: 'method-mismatch';
      readonly method: string;
      readonly cseqMethod: string;
      readonly rule: string;
    }
  /** Content-Length and the octets that came, UTF-8. */
  | {
      readonly type: 'body-length';
      readonly declared: number;
      readonly actual: number;
      readonly rule: string;
    };

/** What a parser returns: the value, or the first fault met. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: SipFault };

export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function faulty(fault: SipFault): { readonly ok: false; readonly fault: SipFault } {
  return { ok: false, fault };
}

/** How a character is named in a fault: itself, or its code point where it cannot be seen. */
export function nameCharacter(text: string, at: number): string {
  const code = text.codePointAt(at);
  if (code === undefined) return 'the end';
  if (code > 0x20 && code < 0x7f) return `'${String.fromCodePoint(code)}'`;
  if (code === 0x20) return 'a space';
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** One sentence for a log, or for a Warning header field. */
export function describeFault(fault: SipFault): string {
  switch (fault.type) {
    case 'start-line':
      return `start line, character ${fault.at + 1}: ${fault.found} where ${fault.expected} belongs (${fault.rule})`;
    case 'version':
      return `protocol version ${fault.found} is not SIP/2.0 (${fault.rule})`;
    case 'header-line':
      return `line ${fault.line}, character ${fault.at + 1}: ${fault.found} where ${fault.expected} belongs (${fault.rule})`;
    case 'header-value':
      return `${fault.header}, character ${fault.at + 1}: ${fault.found} where ${fault.expected} belongs (${fault.rule})`;
    case 'missing-header':
      return `${fault.header} is missing (${fault.rule})`;
    case 'repeated-header':
      return `${fault.header} stands more than once (${fault.rule})`;
    case 'out-of-range':
      return `${fault.header}: ${fault.value} is over ${fault.limit} (${fault.rule})`;
    case 'method-mismatch':
      return `CSeq names ${fault.cseqMethod}, the request line ${fault.method} (${fault.rule})`;
    case 'body-length':
      return `Content-Length says ${fault.declared} octets, ${fault.actual} came (${fault.rule})`;
    default:
      return fault satisfies never;
  }
}

/** The response that a request with this fault gets. */
export function statusOfFault(fault: SipFault): { readonly status: number; readonly reason: string } {
  switch (fault.type) {
    case 'version':
      return { status: 505, reason: 'Version Not Supported' };
    case 'start-line':
    case 'header-line':
    case 'header-value':
    case 'missing-header':
    case 'repeated-header':
    case 'out-of-range':
    case 'method-mismatch':
    case 'body-length':
      return { status: 400, reason: 'Bad Request' };
    default:
      return fault satisfies never;
  }
}
