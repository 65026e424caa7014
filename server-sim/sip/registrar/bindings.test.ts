import { describe, expect, test } from 'vitest';
import type { Flow } from '../flow.ts';
import { parseAddresses } from '../message/address.ts';
import type { Binding, Registration } from './bindings.ts';
import { bestBinding, updateBindings, writeContact } from './bindings.ts';

const NOW = 1_000_000;
const flow = { remote: 'x', open: true } as Flow;

function registration(contact: string, rest: Partial<Registration> = {}): Registration {
  const parsed = parseAddresses('Contact', contact);
  if (!parsed.ok) throw new Error('bad contact');
  return { contacts: parsed.value, expires: undefined, callId: 'c', cseq: 1, flow, ...rest };
}

function bound(current: readonly Binding[], update: Registration, now = NOW): readonly Binding[] {
  const result = updateBindings(current, update, now);
  if (result.type !== 'updated') throw new Error(result.type);
  return result.bindings;
}

const uris = (bindings: readonly Binding[]): readonly string[] =>
  bindings.map(({ contact }) => contact.uri.text);

describe('bindings', () => {
  test('the contact’s own expiry goes before the header field’s, and both are cut to an hour', () => {
    const bindings = bound([], registration('<sip:a@b>;expires=60, <sip:c@d>', { expires: '7200' }));
    expect(bindings.map(({ expiresAt }) => (expiresAt - NOW) / 1_000)).toEqual([60, 3_600]);
  });

  test('the same URI by RFC 3261 is the same binding; expiry 0 removes it', () => {
    const first = bound([], registration('<sip:%61@b;x=1>'));
    const second = bound(first, registration('<sip:a@B>', { cseq: 2 }));
    expect(uris(second)).toEqual(['sip:a@B']);
    expect(bound(second, registration('<sip:a@b>;expires=0', { cseq: 3 }))).toEqual([]);
  });

  test('the same instance and reg-id are the same binding, another reg-id is not', () => {
    const first = bound([], registration('<sip:a@x.invalid>;+sip.instance="<urn:1>";reg-id=1'));
    const moved = bound(
      first,
      registration('<sip:a@y.invalid>;+sip.instance="<urn:1>";reg-id=1', { callId: 'd' }),
    );
    expect(uris(moved)).toEqual(['sip:a@y.invalid']);
    const both = bound(
      moved,
      registration('<sip:a@z.invalid>;+sip.instance="<urn:1>";reg-id=2', { callId: 'e' }),
    );
    expect(uris(both)).toEqual(['sip:a@y.invalid', 'sip:a@z.invalid']);
  });

  test('an old CSeq of the same Call-ID changes nothing', () => {
    const first = bound([], registration('<sip:a@b>', { cseq: 5 }));
    expect(updateBindings(first, registration('<sip:a@b>', { cseq: 5 }), NOW).type).toBe('out-of-order');
    expect(updateBindings(first, registration('<sip:a@b>', { cseq: 1, callId: 'other' }), NOW).type).toBe(
      'updated',
    );
  });

  test('one broken contact undoes all', () => {
    expect(updateBindings([], registration('<sip:a@b>, <sip:c@d>;expires=3'), NOW).type).toBe('too-brief');
  });

  test('* goes with Expires 0 only', () => {
    const first = bound([], registration('<sip:a@b>'));
    const star: Registration = { contacts: '*', expires: '0', callId: 'c', cseq: 2, flow };
    expect(bound(first, star)).toEqual([]);
    expect(updateBindings(first, { ...star, expires: '60' }, NOW).type).toBe('bad-star');
    expect(updateBindings(first, { ...star, cseq: 1 }, NOW).type).toBe('out-of-order');
  });

  test('expired ones go at the next look', () => {
    const first = bound([], registration('<sip:a@b>;expires=60'));
    const none: Registration = { contacts: [], expires: undefined, callId: 'q', cseq: 1, flow };
    expect(uris(bound(first, none, NOW + 59_999))).toEqual(['sip:a@b']);
    expect(bound(first, none, NOW + 60_000)).toEqual([]);
  });

  test('the highest q is called, the newest of these, and none on a closed connection', () => {
    const bindings = bound([], registration('<sip:low@b>;q=0.1, <sip:a@b>;q=0.9, <sip:b@b>;q=0.9'));
    expect(bestBinding(bindings)?.contact.uri.text).toBe('sip:b@b');
    expect(bestBinding(bindings.map((one) => ({ ...one, flow: { ...flow, open: false } })))).toBeNull();
  });

  test('a contact is listed as it was registered, with the seconds left', () => {
    const text = '"Desk, 1" <sip:a@b;transport=ws>;+sip.instance="<urn:1>";q=0.5;methods="INVITE,BYE"';
    const [binding] = bound([], registration(`${text};expires=60`));
    expect(binding && writeContact(binding, NOW + 10_000)).toBe(`${text};expires=50`);
  });
});
