import type { Received } from './received.ts';
import { SipTestServer, type TestServerOptions } from './sip-test-server.ts';
import { TakenCall } from './taken-call.ts';
import type { TestCall } from './test-call.ts';
import { type TestLeg, TestPhone, type TestPhoneOptions } from './test-phone.ts';

/** Nothing listens there: refused at once. Port 9 is discard's, which no test machine runs. */
export const nowhere = '127.0.0.1:9';

/** A phone that is registered at server A; B has never heard of it. */
export interface TestPair {
  readonly a: SipTestServer;
  readonly b: SipTestServer;
  readonly phone: TestPhone;
}

/**
 * The server does not have the dialog: it refuses what the phone sends in it, and gets the INVITE that is to take the
 * dialog's place.
 */
export async function asksToReplace(
  server: SipTestServer,
  refusal: string | null = '481 Call/Transaction Does Not Exist',
): Promise<TakenCall> {
  if (refusal !== null) (await server.nextThat(isIn('INVITE', true))).reply(refusal);
  return new TakenCall(server, await server.nextThat(isIn('INVITE', false)));
}

function isIn(method: string, dialog: boolean): (message: Received) => boolean {
  return (message) =>
    message.method === method && message.status === null && /;tag=/.test(message.header('to')) === dialog;
}

/** Servers and phones of one test, all ended after it. */
export class Rig {
  readonly #servers: SipTestServer[] = [];
  readonly #phones: TestPhone[] = [];

  async server(options?: TestServerOptions): Promise<SipTestServer> {
    const server = await SipTestServer.start(options);
    this.#servers.push(server);
    return server;
  }

  phone(options?: TestPhoneOptions): TestPhone {
    const phone = new TestPhone(options);
    this.#phones.push(phone);
    return phone;
  }

  /** A phone that is registered at one server; the other address is one where nothing listens. */
  async registered(
    options?: TestPhoneOptions,
  ): Promise<{ readonly server: SipTestServer; readonly phone: TestPhone }> {
    const server = await this.server();
    const phone = this.phone(options);
    await phone.register({ a: server.address, b: nowhere });
    await phone.registered();
    return { server, phone };
  }

  /** A phone in a call with the id `call`. */
  async inCall(options?: TestPhoneOptions) {
    const { server, phone } = await this.registered(options);
    const call = server.invite({ id: 'call' });
    await phone.next('call', ({ call: { phase } }) => phase === 'ringing');
    await phone.command({ type: 'answer', callId: 'call' });
    await call.answered();
    await phone.next('call', ({ call: { phase } }) => phase === 'established');
    return { server, phone, call, leg: phone.media.leg('call') };
  }

  /** A phone that is registered at the first of two servers. */
  async pair(options?: TestPhoneOptions, deadlineMs?: number): Promise<TestPair> {
    const [a, b] = [await this.server(), await this.server()];
    const phone = this.phone(options);
    await phone.register({ a: a.address, b: b.address }, undefined, deadlineMs);
    await phone.registered('A');
    return { a, b, phone };
  }

  /** A phone in a call with the id `call`, by the first of two servers. */
  async talking(
    options?: TestPhoneOptions,
    deadlineMs?: number,
  ): Promise<TestPair & { readonly call: TestCall; readonly leg: TestLeg }> {
    const pair = await this.pair(options, deadlineMs);
    const call = pair.a.invite({ id: 'call' });
    await pair.phone.next('call');
    await pair.phone.command({ type: 'answer', callId: 'call' });
    await call.answered();
    await pair.phone.next('call', ({ call: { phase } }) => phase === 'established');
    return { ...pair, call, leg: pair.phone.media.leg('call') };
  }

  async end(): Promise<void> {
    await Promise.all(this.#phones.map(({ phone }) => phone.close()));
    await Promise.all(this.#servers.map((server) => server.kill()));
  }
}
