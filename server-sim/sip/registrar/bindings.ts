import type { Flow } from '../flow.ts';
import type { Address } from '../message/address.ts';
import { isAll, VALUE } from '../message/characters.ts';
import { quote } from '../message/cursor.ts';
import { parameter } from '../message/parameters.ts';
import { sameUri } from '../message/uri-equality.ts';
import { readDeltaSeconds } from '../message/values.ts';

/** Seconds. A shorter wish is refused with 423, a longer one shortened (RFC 3261, section 10.3). */
export const SHORTEST = 10;
export const LONGEST = 3_600;

/** One contact of a device and the connection it registered on (RFC 3261, section 10; RFC 5626). */
export interface Binding {
  readonly contact: Address;
  /** `+sip.instance`; null where there is none. */
  readonly instance: string | null;
  /** `reg-id`; 0 where there is none. */
  readonly regId: number;
  /** 0 to 1; 1 where there is none. */
  readonly q: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly callId: string;
  readonly cseq: number;
  readonly flow: Flow;
}

/** What of a REGISTER makes bindings. */
export interface Registration {
  readonly contacts: readonly Address[] | '*';
  /** The Expires header field. */
  readonly expires: string | undefined;
  readonly callId: string;
  readonly cseq: number;
  readonly flow: Flow;
}

export type BindingsResult =
  | { readonly type: 'updated'; readonly bindings: readonly Binding[] }
  | { readonly type: 'too-brief' }
  | { readonly type: 'out-of-order' }
  /** `*` with anything but `Expires: 0` (section 10.2.2). */
  | { readonly type: 'bad-star' };

/** The asked number of seconds, the longest where nothing sound is asked. */
function secondsOf(contact: Address, header: string | undefined): number {
  const own = readDeltaSeconds(parameter(contact.parameters, 'expires'));
  return Math.min(own ?? readDeltaSeconds(header) ?? LONGEST, LONGEST);
}

function qOf(contact: Address): number {
  const q = Number(parameter(contact.parameters, 'q') ?? '1');
  return q >= 0 && q <= 1 ? q : 1;
}

function toBinding(contact: Address, registration: Registration, expiresAt: number): Binding {
  const { callId, cseq, flow } = registration;
  const regId = Number(parameter(contact.parameters, 'reg-id') ?? '0');
  return {
    contact,
    instance: parameter(contact.parameters, '+sip.instance') ?? null,
    regId: Number.isSafeInteger(regId) && regId > 0 ? regId : 0,
    q: qOf(contact),
    expiresAt,
    callId,
    cseq,
    flow,
  };
}

/** RFC 5626, section 6: the same instance and reg-id are the same binding, whatever the Contact's URI. */
function sameBinding(one: Binding, other: Binding): boolean {
  if (one.instance !== null && one.instance === other.instance && one.regId === other.regId) return true;
  return sameUri(one.contact.uri, other.contact.uri);
}

/** Section 10.3, step 7: within one Call-ID only a higher CSeq may change a binding. */
function outOfOrder(binding: Binding, registration: Registration): boolean {
  return binding.callId === registration.callId && registration.cseq <= binding.cseq;
}

/** Applies one REGISTER as a whole or not at all; bindings that have expired by `now` go. */
export function updateBindings(
  current: readonly Binding[],
  registration: Registration,
  now: number,
): BindingsResult {
  let bindings = current.filter((binding) => binding.expiresAt > now);
  if (registration.contacts === '*') {
    if (readDeltaSeconds(registration.expires) !== 0) return { type: 'bad-star' };
    if (bindings.some((binding) => outOfOrder(binding, registration))) return { type: 'out-of-order' };
    return { type: 'updated', bindings: [] };
  }
  for (const contact of registration.contacts) {
    const seconds = secondsOf(contact, registration.expires);
    if (seconds > 0 && seconds < SHORTEST) return { type: 'too-brief' };
    const binding = toBinding(contact, registration, now + seconds * 1_000);
    const before = bindings.filter((one) => sameBinding(one, binding));
    if (before.some((one) => outOfOrder(one, registration))) return { type: 'out-of-order' };
    bindings = bindings.filter((one) => !before.includes(one));
    if (seconds > 0) bindings.push(binding);
  }
  return { type: 'updated', bindings };
}

/** Which contact to call: the highest q, and among these the newest. */
export function bestBinding(bindings: readonly Binding[]): Binding | null {
  let best: Binding | null = null;
  for (const binding of bindings) {
    if (binding.flow.open && (best === null || binding.q >= best.q)) best = binding;
  }
  return best;
}

/** The binding as the answer to REGISTER lists it: the contact as registered, and the seconds left. */
export function writeContact(binding: Binding, now: number): string {
  const { display, uri, parameters } = binding.contact;
  let text = display === '' ? `<${uri.text}>` : `${quote(display)} <${uri.text}>`;
  for (const { name, value } of parameters) {
    if (name === 'expires') continue;
    text += value === null ? `;${name}` : `;${name}=${isAll(value, VALUE) ? value : quote(value)}`;
  }
  return `${text};expires=${Math.max(0, Math.round((binding.expiresAt - now) / 1_000))}`;
}
