import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Received, readMessage } from './received.ts';
import { TestCall, type TestCallOptions } from './test-call.ts';

/** How the server behaves; changed while it runs. */
export interface Behaviour {
  register: 'accept' | 'challenge' | 'forbid' | 'ignore' | 'error';
  pongs: boolean;
  /** Answers nothing at all, and reads nothing. */
  frozen: boolean;
  /** What a registration is kept for, seconds. */
  expires: number;
}

export interface TestServerOptions extends Partial<Behaviour> {
  /** For digest: what the phone must know. */
  readonly password?: string;
  readonly port?: number;
  /** The IPv4 loopback, where nothing else is given. */
  readonly host?: string;
}

interface Waiter {
  readonly matches: (message: Received) => boolean;
  readonly found: (message: Received) => void;
}

/** A SIP server of raw templates, for tests: registrar and far side at once. */
export class SipTestServer {
  readonly behaviour: Behaviour;
  readonly received: string[] = [];
  readonly port: number;
  readonly #host: string;
  readonly #password: string;
  readonly #sockets: WebSocketServer;
  #messages: Received[] = [];
  #waiters: Waiter[] = [];
  #socket: WebSocket | null = null;
  readonly #farewells = new Set<(code: number) => void>();

  static async start(options: TestServerOptions = {}): Promise<SipTestServer> {
    const sockets = new WebSocketServer({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
    await new Promise((resolve, reject) => sockets.once('listening', resolve).once('error', reject));
    return new SipTestServer(sockets, options);
  }

  private constructor(sockets: WebSocketServer, options: TestServerOptions) {
    this.#sockets = sockets;
    this.port = (sockets.address() as AddressInfo).port;
    this.#host = options.host ?? '127.0.0.1';
    this.#password = options.password ?? '';
    this.behaviour = {
      register: options.register ?? 'accept',
      pongs: options.pongs ?? true,
      frozen: options.frozen ?? false,
      expires: options.expires ?? 120,
    };
    sockets.on('connection', (socket) => {
      this.#socket = socket;
      socket.on('message', (data) => this.#take(String(data)));
      socket.on('error', () => undefined);
      socket.on('close', (code) => {
        for (const found of this.#farewells) found(code);
      });
    });
  }

  /** The code with which the next connection ends. */
  farewell(): Promise<number> {
    return new Promise((resolve) => this.#farewells.add(resolve));
  }

  get address(): string {
    const host = this.#host.includes(':') ? `[${this.#host}]` : this.#host;
    return `${host}:${this.port}`;
  }

  /** The next message not yet waited for that matches; those before it stay. */
  next(method: string, status: number | null = null): Promise<Received> {
    return this.nextThat((message) => message.method === method && message.status === status);
  }

  nextThat(matches: (message: Received) => boolean): Promise<Received> {
    const at = this.#messages.findIndex(matches);
    const found = this.#messages[at];
    if (found) {
      this.#messages.splice(at, 1);
      return Promise.resolve(found);
    }
    return new Promise((resolve) => this.#waiters.push({ matches, found: resolve }));
  }

  send(text: string): void {
    this.#socket?.send(text);
  }

  /** Calls the phone. */
  invite(options: TestCallOptions = {}): TestCall {
    return new TestCall(this, options);
  }

  /** No farewell: every socket is reset, nothing listens any more. */
  kill(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    return new Promise((resolve) => this.#sockets.close(() => resolve()));
  }

  #take(text: string): void {
    this.received.push(text);
    if (this.behaviour.frozen) return;
    if (text.trim() === '') {
      if (text === '\r\n\r\n' && this.behaviour.pongs) this.send('\r\n');
      return;
    }
    const message = readMessage(text, (answer) => this.send(answer));
    if (message.method === 'REGISTER') this.#register(message);
    if (message.method === 'OPTIONS') message.reply('200 OK');
    const waiter = this.#waiters.findIndex(({ matches }) => matches(message));
    if (waiter < 0) this.#messages.push(message);
    else this.#waiters.splice(waiter, 1)[0]?.found(message);
  }

  #register(message: Received): void {
    switch (this.behaviour.register) {
      case 'ignore':
        return;
      case 'forbid':
        message.reply('403 Forbidden');
        return;
      case 'error':
        message.reply('500 Server Internal Error');
        return;
      case 'challenge':
        if (!this.#isSigned(message)) {
          message.reply('401 Unauthorized', [
            'WWW-Authenticate: Digest realm="desk", nonce="n1", algorithm=MD5, qop="auth"',
          ]);
          return;
        }
        break;
      case 'accept':
        break;
    }
    const asked = /expires=(\d+)/.exec(message.header('contact'))?.[1] ?? '0';
    const contact = message.header('contact').replace(/;\+sip.*$/, '');
    const expires = Math.min(Number(asked), this.behaviour.expires);
    message.reply('200 OK', asked === '0' ? [] : [`Contact: ${contact};expires=${expires}`]);
  }

  /** RFC 2617, 3.2.2: MD5 with qop=auth. */
  #isSigned(message: Received): boolean {
    const signed = message.header('authorization');
    const part = (name: string): string => new RegExp(`${name}="?([^",]+)`).exec(signed)?.[1] ?? '';
    const hash = (text: string): string => createHash('md5').update(text).digest('hex');
    const who = hash(`${part('username')}:desk:${this.#password}`);
    const what = hash(`REGISTER:${part('uri')}`);
    return (
      part('response') === hash(`${who}:n1:${part('nc')}:${part('cnonce')}:auth:${what}`) && signed !== ''
    );
  }
}
