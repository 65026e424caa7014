import { type Received, sipMessage } from './received.ts';
import type { SipTestServer } from './sip-test-server.ts';
import { offeredSdp } from './test-call.ts';

/** A dialog that the phone began with an INVITE (Replaces, RFC 3891), from the server's end. */
export class TakenCall {
  readonly invite: Received;
  #server: SipTestServer;
  #sequence = 0;

  constructor(server: SipTestServer, invite: Received) {
    this.#server = server;
    this.invite = invite;
  }

  /** The dialog goes on at another server. */
  moveTo(server: SipTestServer): void {
    this.#server = server;
  }

  get callId(): string {
    return this.invite.header('call-id');
  }

  /** The tags of the dialog: the phone's and the server's. */
  get tags(): { readonly phone: string; readonly server: string } {
    return { phone: /;tag=([^;\s]+)/.exec(this.invite.header('from'))?.[1] ?? '', server: 'server' };
  }

  /** What the phone is to write where it asks another server to replace this dialog. */
  get replaces(): string {
    return `${this.callId};to-tag=${this.tags.server};from-tag=${this.tags.phone}`;
  }

  /** 200, and waits for the ACK. */
  async accept(sdp = offeredSdp): Promise<void> {
    this.invite.reply('200 OK', ['Contact: <sip:leg@far.end;transport=ws>'], sdp);
    await this.request('ACK');
  }

  bye(headers: readonly string[] = []): void {
    this.#send('BYE', headers);
  }

  reinvite(sdp = ''): void {
    this.#send('INVITE', ['Contact: <sip:leg@far.end;transport=ws>'], sdp);
  }

  /** Of the last re-INVITE. */
  ack(sdp = ''): void {
    this.#server.send(this.#message('ACK', `${this.#sequence}-ack`, [], sdp));
  }

  /** A request of the phone in this dialog. */
  request(method: string): Promise<Received> {
    return this.#server.nextThat(
      (message) => message.method === method && message.status === null && this.#isOurs(message),
    );
  }

  /** A response to what the server sent. */
  response(method: string, status: number): Promise<Received> {
    return this.#server.nextThat(
      (message) => message.method === method && message.status === status && this.#isOurs(message),
    );
  }

  #isOurs(message: Received): boolean {
    return message.header('call-id') === this.callId;
  }

  #send(method: string, headers: readonly string[], body = ''): void {
    this.#sequence += 1;
    this.#server.send(this.#message(method, String(this.#sequence), headers, body));
  }

  #message(method: string, branch: string, headers: readonly string[], body: string): string {
    const contact = /<([^>]+)>/.exec(this.invite.header('contact'))?.[1] ?? 'sip:4711@phone.invalid';
    return sipMessage(
      `${method} ${contact} SIP/2.0`,
      [
        `Via: SIP/2.0/WS far.end;branch=z9hG4bK-${this.callId}-${branch}`,
        `From: ${this.invite.header('to')};tag=${this.tags.server}`,
        `To: ${this.invite.header('from')}`,
        `Call-ID: ${this.callId}`,
        `CSeq: ${this.#sequence} ${method}`,
        'Max-Forwards: 70',
        ...headers,
      ],
      body,
    );
  }
}
