import { SipTestServer, type TestServerOptions } from './sip-test-server.ts';
import { TestPhone } from './test-phone.ts';

/** Nothing listens there: refused at once. Port 9 is discard's, which no test machine runs. */
export const nowhere = '127.0.0.1:9';

/** Servers and phones of one test, all ended after it. */
export class Rig {
  readonly #servers: SipTestServer[] = [];
  readonly #phones: TestPhone[] = [];

  async server(options?: TestServerOptions): Promise<SipTestServer> {
    const server = await SipTestServer.start(options);
    this.#servers.push(server);
    return server;
  }

  phone(options?: ConstructorParameters<typeof TestPhone>[0]): TestPhone {
    const phone = new TestPhone(options);
    this.#phones.push(phone);
    return phone;
  }

  /** A phone that is registered at one server; the other address is one where nothing listens. */
  async registered(
    options?: ConstructorParameters<typeof TestPhone>[0],
  ): Promise<{ readonly server: SipTestServer; readonly phone: TestPhone }> {
    const server = await this.server();
    const phone = this.phone(options);
    await phone.register({ a: server.address, b: nowhere });
    await phone.registered();
    return { server, phone };
  }

  /** A phone in a call with the id `call`. */
  async inCall(options?: ConstructorParameters<typeof TestPhone>[0]) {
    const { server, phone } = await this.registered(options);
    const call = server.invite({ id: 'call' });
    await phone.next('call', ({ call: { phase } }) => phase === 'ringing');
    await phone.command({ type: 'answer', callId: 'call' });
    await call.answered();
    await phone.next('call', ({ call: { phase } }) => phase === 'established');
    return { server, phone, call, leg: phone.media.leg('call') };
  }

  async end(): Promise<void> {
    await Promise.all(this.#phones.map(({ phone }) => phone.close()));
    await Promise.all(this.#servers.map((server) => server.kill()));
  }
}
