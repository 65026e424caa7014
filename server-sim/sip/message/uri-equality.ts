import type { SipUri, Uri, UriPart } from './uri.ts';

/** Parameters that count even where only one of two URIs has them (RFC 3261, section 19.1.4). */
const DECISIVE: ReadonlySet<string> = new Set(['user', 'ttl', 'method', 'maddr', 'transport']);

function sameValue(one: string | null, other: string | null): boolean {
  return (one ?? '').toLowerCase() === (other ?? '').toLowerCase();
}

function partOf(parts: readonly UriPart[], name: string): UriPart | undefined {
  return parts.find((part) => part.name === name);
}

function parametersAgree(one: SipUri, other: SipUri): boolean {
  return one.parameters.every((part) => {
    const twin = partOf(other.parameters, part.name);
    return twin === undefined ? !DECISIVE.has(part.name) : sameValue(part.value, twin.value);
  });
}

function headersAgree(one: SipUri, other: SipUri): boolean {
  return (
    one.headers.length === other.headers.length &&
    one.headers.every((part) => {
      const twin = partOf(other.headers, part.name);
      return twin !== undefined && part.value === twin.value;
    })
  );
}

/** Whether two URIs are the same by RFC 3261, section 19.1.4: user by case, host not; escapes undone. */
export function sameUri(one: Uri, other: Uri): boolean {
  if (one.type === 'tel' && other.type === 'tel') return one.number === other.number;
  if (one.type !== 'sip' || other.type !== 'sip') return one.text === other.text;
  return (
    one.scheme === other.scheme &&
    one.user === other.user &&
    one.password === other.password &&
    one.host === other.host &&
    one.port === other.port &&
    parametersAgree(one, other) &&
    parametersAgree(other, one) &&
    headersAgree(one, other)
  );
}
