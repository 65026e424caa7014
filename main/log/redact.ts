import type { LogFields } from './log.ts';

const hidden = '…';
const deepest = 8;
const longestList = 200;

/** A log line's fields without secrets: what `redactText` hides, and every field that is named as a secret. */
export function redactFields(fields: LogFields): LogFields {
  const redacted = redactValue(fields, '', 0);
  return typeof redacted === 'object' && redacted !== null ? (redacted as LogFields) : {};
}

/**
 * Text without secrets: the password of a login string (`12345;…;52513`), what follows `password`, `token` or
 * `Authorization` in JSON, headers and URLs, and phone numbers of seven digits and more but for their last three.
 */
export function redactText(text: string): string {
  return maskPhoneNumbers(hideSecrets(text));
}

function hideSecrets(text: string): string {
  return text
    .replaceAll(jsonSecret, `$1${hidden}`)
    .replaceAll(quotedJsonSecret, `$1${hidden}`)
    .replaceAll(headerSecret, `$1 ${hidden}`)
    .replaceAll(querySecret, `$1${hidden}`)
    .replaceAll(loginString, `$1;${hidden};$2`);
}

/** `"password":"…"`, cut off or whole, with escaped quotes inside. */
const jsonSecret =
  /("[\w -]{0,40}(?:password|passwd|secret|token|login_?string|authorization)"\s*:\s*")(?:[^"\\]|\\.)*/gi;
/** The same in JSON that is itself a JSON string: `\"password\":\"…\"`. */
const quotedJsonSecret =
  /(\\"[\w -]{0,40}(?:password|passwd|secret|token|login_?string|authorization)\\"\s*:\s*\\")(?:[^"\\]|\\\\(?:\\["\\]|[^\\]))*/gi;
/** Headers of HTTP and SIP: `Authorization: Digest …`, to the end of the line, also of one written as `\r\n`. */
const headerSecret = /((?:proxy-)?authorization\s*[:=])\s*(?:(?!\\[rn])[^\r\n])+/gi;
const querySecret = /([?&;\s](?:password|passwd|secret|token|access_token|api_?key)=)[^&\s"';]+/gi;
/**
 * Agent ID, password, device (contract/login-string). The password may hold anything but a semicolon. A parameter
 * of a SIP header (`;branch=…`) is told from a device by its equals sign; one without a value is not, and hides
 * the one before it: better that than a password.
 */
const loginString =
  /(?<![0-9A-Za-z._-])([0-9A-Za-z._-]{1,32});[^;\r\n]{1,128};([0-9A-Za-z*#+._-]{1,32})(?![0-9A-Za-z*#+._=-])/g;

/**
 * Seven to fifteen digits (E.164), with the separators people write, that are no part of a longer word, a decimal
 * or a date.
 */
const phoneNumber =
  /(?<![\w.-])(?!\d{4}-\d{2}-\d{2}(?!\d))(?:\+|00)?(?:[ ()/-]{0,2}\d){7,15}(?![\w]|[.-]\w)/g;

function maskPhoneNumbers(text: string): string {
  return text.replaceAll(phoneNumber, (number) => {
    const lead = /^[\s(]*/.exec(number)?.[0] ?? '';
    const digits = number.replaceAll(/\D/g, '');
    return `${lead.replaceAll('(', '')}${hidden}${digits.slice(-3)}`;
  });
}

const secretNames = [
  'password',
  'passwd',
  'secret',
  'token',
  'authorization',
  'loginstring',
  'cookie',
] as const;

/** `password`, `sipPassword`, `sip password`, `Proxy-Authorization`, `login_string`, `accessToken`… */
function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  return secretNames.some((secret) => plain.endsWith(secret));
}

/** Ids, addresses and instants of ours look like phone numbers and are needed whole. */
const plainNames = /(?:^id|Id|^address|^file|^time|At)$/;

function redactValue(value: unknown, name: string, depth: number): unknown {
  if (value !== null && value !== undefined && isSecretName(name)) return hidden;
  switch (typeof value) {
    case 'string':
      return plainNames.test(name) ? hideSecrets(value) : redactText(value);
    case 'object':
      return value === null ? null : redactObject(value, depth);
    case 'bigint':
    case 'symbol':
      return String(value);
    case 'function':
      return '[function]';
    case 'undefined':
    case 'number':
    case 'boolean':
      return value;
  }
}

function redactObject(value: object, depth: number): unknown {
  if (depth >= deepest) return '[deeper]';
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    return redactObject({ name, message, stack, ...(cause === undefined ? {} : { cause }) }, depth + 1);
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Map || value instanceof Set) return redactObject([...value], depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) {
    return value.slice(0, longestList).map((item) => redactValue(item, '', depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, redactValue(inner, name, depth + 1)]),
  );
}
