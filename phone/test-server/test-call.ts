import { type Received, sipMessage } from './received.ts';
import type { SipTestServer } from './sip-test-server.ts';

export interface TestCallOptions {
  /** `X-Switchhook-Call`; null: none. */
  readonly id?: string | null;
  readonly from?: string;
  readonly headers?: readonly string[];
  readonly sdp?: string;
}

export const offeredSdp =
  'v=0\r\nm=audio 4000 UDP/TLS/RTP/SAVPF 111 110\r\na=rtpmap:111 opus/48000/2\r\na=rtpmap:110 telephone-event/48000\r\na=sendrecv\r\n';

let count = 0;

/** What the far end answers a hold with (RFC 3264, section 8.4). */
export const heldAnswer = offeredSdp.replace('sendrecv', 'recvonly');

/** Where the far end takes the requests of its dialog. */
export const contact = ['Contact: <sip:far@far.end>'];

/** A leg's figures whose sound has gone too. */
export const silent = {
  packetsReceived: 100,
  packetsLost: 0,
  jitterMs: 1,
  roundTripMs: 10,
  levelDbfs: -20,
  packetsSent: 100,
  silentForMs: 4_000,
};

/** A call to the phone, from the far side's end: what a server sends and receives in one dialog. */
export class TestCall {
  readonly callId: string;
  readonly fromTag: string;
  #server: SipTestServer;
  #sequence = 1;
  #toTag = '';
  #contact = 'sip:4711@phone.invalid';
  readonly #from: string;
  readonly #invite: string;

  constructor(server: SipTestServer, options: TestCallOptions) {
    count += 1;
    this.#server = server;
    this.callId = `dialog-${count}@far.end`;
    this.fromTag = `far-${count}`;
    this.#from = `${options.from ?? '"Ada Caller" <sip:0301234@desk.example>'};tag=${this.fromTag}`;
    const id = options.id === undefined ? `call-${count}` : options.id;
    const named = id === null ? [] : [`X-Switchhook-Call: ${id}`];
    this.#invite = this.#request('INVITE', [...named, ...(options.headers ?? [])], options.sdp ?? offeredSdp);
    server.send(this.#invite);
  }

  /** The dialog goes on at another server, as where the two share their calls. */
  moveTo(server: SipTestServer): void {
    this.#server = server;
  }

  /** What the phone is to write where it asks another server to replace this dialog. */
  get replaces(): string {
    return `${this.callId};to-tag=${this.fromTag};from-tag=${this.#toTag}`;
  }

  get toTag(): string {
    return this.#toTag;
  }

  /** A response to what the far side sent. */
  response(method: string, status: number): Promise<Received> {
    return this.#server.nextThat(
      (message) => message.method === method && message.status === status && this.#isOurs(message),
    );
  }

  /** A request of the phone in this dialog. */
  request(method: string): Promise<Received> {
    return this.#server.nextThat(
      (message) => message.method === method && message.status === null && this.#isOurs(message),
    );
  }

  /** Waits for the 200, remembers the dialog and acknowledges. */
  async answered(): Promise<Received> {
    const ok = await this.accepted();
    this.#server.send(this.#request('ACK', []));
    return ok;
  }

  /** Waits for the 200 and remembers the dialog; the phone is left without an ACK. */
  async accepted(): Promise<Received> {
    const ok = await this.response('INVITE', 200);
    this.#toTag = /;tag=([^;\s]+)/.exec(ok.header('to'))?.[1] ?? '';
    this.#contact = /<([^>]+)>/.exec(ok.header('contact'))?.[1] ?? this.#contact;
    return ok;
  }

  /** CANCEL has the branch of its INVITE (RFC 3261, 9.1). */
  cancel(headers: readonly string[] = []): void {
    const lines = this.#invite.split('\r\n').filter((line) => /^(?:Via|From|To|Call-ID):/.test(line));
    this.#server.send(
      sipMessage('CANCEL sip:4711@phone.invalid SIP/2.0', [...lines, 'CSeq: 1 CANCEL', ...headers]),
    );
  }

  bye(headers: readonly string[] = []): void {
    this.#sequence += 1;
    this.#server.send(this.#request('BYE', headers));
  }

  reinvite(sdp: string): void {
    this.#sequence += 1;
    this.#server.send(this.#request('INVITE', [], sdp));
  }

  ack(): void {
    this.#server.send(this.#request('ACK', []));
  }

  #isOurs(message: Received): boolean {
    return message.header('call-id') === this.callId;
  }

  #request(method: string, headers: readonly string[], body = ''): string {
    const to = this.#toTag === '' ? '<sip:4711@desk.example>' : `<sip:4711@desk.example>;tag=${this.#toTag}`;
    const branch =
      method === 'ACK'
        ? `z9hG4bK-${this.fromTag}-ack-${this.#sequence}`
        : `z9hG4bK-${this.fromTag}-${this.#sequence}`;
    return sipMessage(
      `${method} ${this.#contact} SIP/2.0`,
      [
        `Via: SIP/2.0/WS far.end;branch=${branch}`,
        `From: ${this.#from}`,
        `To: ${to}`,
        `Call-ID: ${this.callId}`,
        `CSeq: ${this.#sequence} ${method}`,
        'Max-Forwards: 70',
        'Contact: <sip:far@far.end;transport=ws>',
        ...headers,
      ],
      body,
    );
  }
}
