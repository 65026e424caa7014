import { type SipLine, sipMethods } from '../../contract/softphone/sip-line.ts';
import { looksLikeSip } from './start-line.ts';

type Method = SipLine['method'];

/**
 * What is told of a SIP message for the flight recorder: what it was and which it belongs to. Bodies, credentials,
 * names and addresses are left where they are. Null: no SIP message, a keep-alive for instance.
 */
export function sipLine(direction: SipLine['direction'], text: string): Omit<SipLine, 'leftOut'> | null {
  if (!looksLikeSip(text)) return null;
  const headers = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const status = /^SIP\/2\.0 (\d{3}) /.exec(headers)?.[1];
  const [, cseq = '0', method = ''] = /^cseq[ \t]*:[ \t]*(\d{1,10})[ \t]+(\S+)/im.exec(headers) ?? [];
  return {
    direction,
    method: knownMethod(method),
    status: status === undefined ? null : Number(status),
    cseq: Number(cseq),
    dialog: headerOf(headers, 'call-id|i').slice(0, 256),
    from: userOf(headerOf(headers, 'from|f')),
    to: userOf(headerOf(headers, 'to|t')),
  };
}

function headerOf(headers: string, names: string): string {
  return new RegExp(`^(?:${names})[ \\t]*:[ \\t]*([^\\r\\n]*)`, 'im').exec(headers)?.[1]?.trim() ?? '';
}

function userOf(header: string): string {
  return (/sips?:([^@;>\s]*)@/i.exec(header)?.[1] ?? '').slice(0, 64);
}

function knownMethod(method: string): Method {
  return sipMethods.find((known) => known === method) ?? 'other';
}
