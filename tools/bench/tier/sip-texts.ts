import { createHash, randomBytes } from 'node:crypto';

/** A device as the tier knows it, and the domain it registers in. */
export interface Device {
  readonly number: string;
  readonly password: string;
  readonly domain: string;
}

/** A challenge of the tier's that every later REGISTER answers, with the next count each time (RFC 7616, section 3.4). */
export interface Challenge {
  readonly realm: string;
  readonly nonce: string;
}

export function readChallenge(response: string): Challenge {
  // The one sip.js takes: it knows MD5 alone.
  const md5 = response.split('\r\n').find((line) => /^WWW-Authenticate:.*algorithm=MD5/i.test(line)) ?? '';
  const value = (name: string): string => new RegExp(`${name}="([^"]+)"`).exec(md5)?.[1] ?? '';
  const challenge = { realm: value('realm'), nonce: value('nonce') };
  if (challenge.nonce === '') throw new Error(`There is no MD5 challenge in: ${response.slice(0, 400)}`);
  return challenge;
}

/** The texts that one device says, with what stays the same in them made once. */
export interface SipTexts {
  register(challenge: Challenge | null): string;
  /** Calls a number; the dialog's parts for what follows are kept until the next. */
  invite(number: string, sdp: string): string;
  /** For a final response to the INVITE: of the same transaction where it failed, of the dialog where it did not. */
  ack(response: string): string;
  bye(response: string): string;
}

export function createSipTexts({ number, password, domain }: Device): SipTexts {
  const host = `${random()}.invalid`;
  const contact = `<sip:${number}@${host};transport=ws>`;
  const registerCallId = random();
  const registrar = `sip:${domain}`;
  const me = `<sip:${number}@${domain}>`;
  let count = 0;
  let registerCseq = 0;
  let invites = 0;
  let dialled = { uri: '', branch: '', tag: '', callId: '' };
  const request = (lines: readonly string[], body = ''): string =>
    [...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
  const via = (branch: string): string => `Via: SIP/2.0/WS ${host};branch=${branch}`;
  const inDialog = (method: string, cseq: number, response: string): string => {
    const target = /^Contact: *<([^>]+)>/im.exec(response)?.[1] ?? dialled.uri;
    return request([
      `${method} ${target} SIP/2.0`,
      via(`z9hG4bK${random()}`),
      'Max-Forwards: 70',
      `From: ${me};tag=${dialled.tag}`,
      toField(response),
      `Call-ID: ${dialled.callId}`,
      `CSeq: ${cseq} ${method}`,
    ]);
  };
  return {
    register(challenge) {
      registerCseq += 1;
      count += 1;
      const authorization =
        challenge === null ? [] : [`Authorization: ${digest(challenge, registrar, number, password, count)}`];
      return request([
        `REGISTER ${registrar} SIP/2.0`,
        via(`z9hG4bK${random()}`),
        'Max-Forwards: 70',
        `To: ${me}`,
        `From: ${me};tag=${random()}`,
        `Call-ID: ${registerCallId}`,
        `CSeq: ${registerCseq} REGISTER`,
        ...authorization,
        `Contact: ${contact};expires=600`,
        'Supported: path, outbound',
        'User-Agent: bench',
      ]);
    },
    invite(dialledNumber, sdp) {
      invites += 1;
      const uri = `sip:${dialledNumber}@${domain}`;
      dialled = { uri, branch: `z9hG4bK${random()}`, tag: random(), callId: `${registerCallId}-${invites}` };
      return request(
        [
          `INVITE ${uri} SIP/2.0`,
          via(dialled.branch),
          'Max-Forwards: 70',
          `To: <${uri}>`,
          `From: ${me};tag=${dialled.tag}`,
          `Call-ID: ${dialled.callId}`,
          'CSeq: 1 INVITE',
          `Contact: ${contact}`,
          'Allow: ACK,CANCEL,INVITE,MESSAGE,BYE,OPTIONS,INFO,NOTIFY,REFER',
          'Supported: outbound',
          'User-Agent: bench',
          'Content-Type: application/sdp',
        ],
        sdp,
      );
    },
    ack: (response) =>
      / 2\d\d /.test(response.slice(0, 12))
        ? inDialog('ACK', 1, response)
        : request([
            `ACK ${dialled.uri} SIP/2.0`,
            via(dialled.branch),
            'Max-Forwards: 70',
            toField(response),
            `From: ${me};tag=${dialled.tag}`,
            `Call-ID: ${dialled.callId}`,
            'CSeq: 1 ACK',
          ]),
    bye: (response) => inDialog('BYE', 2, response),
  };
}

function toField(response: string): string {
  return /^To: .*$/im.exec(response)?.[0] ?? '';
}

function digest(challenge: Challenge, uri: string, user: string, password: string, count: number): string {
  const { realm, nonce } = challenge;
  const nc = count.toString(16).padStart(8, '0');
  const cnonce = 'b3nch';
  const ha1 = md5(`${user}:${realm}:${password}`);
  const response = md5(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${md5(`REGISTER:${uri}`)}`);
  return (
    `Digest algorithm=MD5, username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", ` +
    `response="${response}", qop=auth, nc=${nc}, cnonce="${cnonce}"`
  );
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function random(): string {
  return randomBytes(6).toString('hex');
}
