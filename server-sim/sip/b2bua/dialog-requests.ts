import { randomId } from '../identifiers.ts';
import { isAll, TOKEN } from '../message/characters.ts';
import { quote } from '../message/cursor.ts';
import type { HeaderFields } from '../message/header-fields.ts';
import type { SipUri, Uri } from '../message/uri.ts';
import { escapeUser } from '../message/uri.ts';
import { splitList } from '../message/values.ts';
import type { Body, Field } from '../message/write-message.ts';
import type { OutgoingRequest } from '../transaction/client-transaction.ts';
import type { DialogRecord } from './dialog-store.ts';
import type { Release } from './offered-leg.ts';

export const SDP = 'application/sdp';

/** What the edge takes; a method that is missing here gets 405. */
export const ALLOW = 'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, UPDATE, INFO';
export const SUPPORTED = 'replaces, outbound';

export function sdpBody(sdp: string): Body {
  return { contentType: SDP, text: sdp };
}

/** `"Name" <sip:number@domain>`; a caller without a number is anonymous (RFC 3323, section 4.1.1.3). */
export function callerAddress(
  from: { readonly number: string; readonly name: string },
  domain: string,
): string {
  const uri = `<sip:${from.number === '' ? 'anonymous' : escapeUser(from.number)}@${domain}>`;
  return from.name === '' ? uri : `${quote(from.name)} ${uri}`;
}

/** The edge's own Contact in a leg. The domain is both edges', so that either may take the next request. */
export function contactField(legId: string, domain: string): Field {
  return ['Contact', `<sip:${escapeUser(legId)}@${domain};transport=ws>`];
}

/** RFC 3326: why a CANCEL or BYE comes. */
export function reasonField(release: Release): Field {
  return ['Reason', `SIP;cause=${release.status};text=${quote(release.reason)}`];
}

/** A URI as a request's target: without the headers that a Contact may carry (RFC 3261, section 19.1.5). */
export function targetOf(uri: Uri): string {
  if (uri.type !== 'sip' || uri.headers.length === 0) return uri.text;
  return uri.text.slice(0, uri.text.indexOf('?'));
}

/** The number dialled: the user part without its parameters, or the tel URI's number. */
export function dialledNumber(uri: SipUri | Extract<Uri, { type: 'tel' }>): string {
  if (uri.type === 'tel') return uri.number;
  const user = uri.user ?? '';
  const semicolon = user.indexOf(';');
  return semicolon < 0 ? user : user.slice(0, semicolon);
}

export function recordRoutes(headers: HeaderFields): readonly string[] {
  return headers.all('record-route').flatMap(splitList);
}

/** A To or From tag that carries its leg's id, by which the switch knows the leg after a failover. */
export function tagForLeg(legId: string): string {
  return isAll(legId, TOKEN) ? `${randomId()}.${legId}` : randomId();
}

/** The leg's id in a tag of ours, from whichever edge; null where there is none. */
export function legIdOfTag(tag: string): string | null {
  const dot = tag.indexOf('.');
  return dot < 0 ? null : tag.slice(dot + 1);
}

/** Any text as a reason phrase: one line. */
export function phrase(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

/** A request within a dialog (RFC 3261, section 12.2.1.1); routes are taken as loose, as WebSockets' are. */
export function inDialogRequest(
  record: DialogRecord,
  method: string,
  cseq: number,
  extra: readonly Field[] = [],
): OutgoingRequest {
  const routes = record.routeSet.map((route): Field => ['Route', route]);
  return {
    method,
    uri: record.remoteTarget,
    fields: [
      ['Max-Forwards', '70'],
      ...routes,
      ['From', `${record.localAddress};tag=${record.localTag}`],
      [
        'To',
        record.remoteTag === '' ? record.remoteAddress : `${record.remoteAddress};tag=${record.remoteTag}`,
      ],
      ['Call-ID', record.callId],
      ['CSeq', `${cseq} ${method}`],
      ...extra,
    ],
  };
}
