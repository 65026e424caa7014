/** Compact forms: RFC 3261, section 7.3.3, and the registry's later ones that concern an edge. */
const COMPACT: ReadonlyMap<string, string> = new Map([
  ['a', 'accept-contact'],
  ['b', 'referred-by'],
  ['c', 'content-type'],
  ['d', 'request-disposition'],
  ['e', 'content-encoding'],
  ['f', 'from'],
  ['i', 'call-id'],
  ['j', 'reject-contact'],
  ['k', 'supported'],
  ['l', 'content-length'],
  ['m', 'contact'],
  ['o', 'event'],
  ['r', 'refer-to'],
  ['s', 'subject'],
  ['t', 'to'],
  ['u', 'allow-events'],
  ['v', 'via'],
  ['x', 'session-expires'],
  ['y', 'identity'],
]);

/** As they are written: for the writer, and for quick recognition. */
const USUAL = [
  'Accept',
  'Allow',
  'Authorization',
  'Call-ID',
  'Call-Info',
  'Contact',
  'Content-Encoding',
  'Content-Length',
  'Content-Type',
  'CSeq',
  'Date',
  'Expires',
  'From',
  'Max-Forwards',
  'Reason',
  'Record-Route',
  'Replaces',
  'Require',
  'Route',
  'Supported',
  'To',
  'User-Agent',
  'Via',
];

const recognised = new Map<string, string>(USUAL.map((name) => [name, name.toLowerCase()]));

/** The full name in lower case, by which header fields are looked up. */
export function fullName(written: string): string {
  const known = recognised.get(written);
  if (known !== undefined) return known;
  const lower = written.toLowerCase();
  return COMPACT.get(lower) ?? lower;
}

/** How faults and logs name a header field: `call-id` is `Call-ID`. */
export function shownName(name: string): string {
  return USUAL.find((usual) => usual.toLowerCase() === name) ?? name;
}
