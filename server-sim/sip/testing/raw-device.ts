import { createHash, randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { Inbox } from './inbox.ts';

/** One header field's value, read with nothing of the parser under test. */
export function field(message: string, name: string): string {
  const line = message.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  if (line === undefined) throw new Error(`no ${name} in: ${message}`);
  return line.slice(name.length + 1).trim();
}

export function fields(message: string, name: string): readonly string[] {
  const head = message.split('\r\n\r\n')[0] ?? '';
  return head
    .split('\r\n')
    .filter((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    .map((one) => one.slice(name.length + 1).trim());
}

export function bodyOf(message: string): string {
  return message.slice(message.indexOf('\r\n\r\n') + 4);
}

export function tagOf(value: string): string {
  return /;tag=([^;]+)/.exec(value)?.[1] ?? '';
}

/** The digest of a challenge, computed by the book (RFC 7616, section 3.4). */
export function digestFor(
  challenge: string,
  request: { method: string; uri: string; user: string; password: string; count?: number },
): string {
  const get = (name: string): string => new RegExp(`${name}="?([^",]+)"?`).exec(challenge)?.[1] ?? '';
  const algorithm = get('algorithm');
  const h = (text: string): string =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const nc = (request.count ?? 1).toString(16).padStart(8, '0');
  const cnonce = randomBytes(6).toString('hex');
  const ha1 = h(`${request.user}:${get('realm')}:${request.password}`);
  const ha2 = h(`${request.method}:${request.uri}`);
  const response = h(`${ha1}:${get('nonce')}:${nc}:${cnonce}:auth:${ha2}`);
  return (
    `Digest username="${request.user}", realm="${get('realm')}", nonce="${get('nonce')}", uri="${request.uri}", ` +
    `response="${response}", algorithm=${algorithm}, qop=auth, nc=${nc}, cnonce="${cnonce}"`
  );
}

export interface RawDeviceOptions {
  readonly number: string;
  readonly password: string;
  readonly domain: string;
  readonly instance?: string;
}

/** A dialog as the device has it. */
export interface RawDialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** The edge's Contact URI. */
  readonly target: string;
  readonly local: string;
  readonly remote: string;
}

const random = (): string => randomBytes(6).toString('hex');

export function sdpOf(direction = 'sendrecv', label = 'device'): string {
  return [
    'v=0',
    `o=${label} 1 1 IN IP4 127.0.0.1`,
    's=-',
    't=0 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 0.0.0.0',
    `a=${direction}`,
    '',
  ].join('\r\n');
}

/** A SIP phone over WebSocket made of text templates: it knows what a test makes it say. */
export class RawDevice {
  readonly options: RawDeviceOptions;
  readonly host = `${random()}.invalid`;
  readonly contact: string;
  readonly inbox = new Inbox<string>((message) => message.split('\r\n')[0] ?? '');
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  readonly #registerCallId = random();
  #cseq = 0;

  private constructor(socket: WebSocket, options: RawDeviceOptions) {
    this.#socket = socket;
    this.options = options;
    this.contact = `<sip:${options.number}@${this.host};transport=ws>`;
    socket.on('message', (data) => this.inbox.push(String(data)));
    this.closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
  }

  static async connect(port: number, options: RawDeviceOptions): Promise<RawDevice> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'sip');
    const device = new RawDevice(socket, options);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return device;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** Breaks the connection without a close frame, as a cable does. */
  cut(): void {
    this.#socket.terminate();
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }

  async response(status: number, method: string): Promise<string> {
    return await this.inbox.next(
      `${status} to ${method}`,
      (message) => message.startsWith(`SIP/2.0 ${status} `) && field(message, 'CSeq').endsWith(` ${method}`),
    );
  }

  async request(method: string): Promise<string> {
    return await this.inbox.next(method, (message) => message.startsWith(`${method} `));
  }

  via(branch = `z9hG4bK${random()}`): string {
    return `Via: SIP/2.0/WS ${this.host};branch=${branch}`;
  }

  message(lines: readonly string[], body = '', contentType = 'application/sdp'): string {
    const type = body === '' ? [] : [`Content-Type: ${contentType}`];
    return [...lines, ...type, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
  }

  registerText(extra: readonly string[] = [], contactParameters = ''): string {
    const { number, domain, instance } = this.options;
    this.#cseq += 1;
    const outbound = instance === undefined ? '' : `;+sip.instance="<${instance}>";reg-id=1`;
    return this.message([
      `REGISTER sip:${domain} SIP/2.0`,
      this.via(),
      'Max-Forwards: 70',
      `To: <sip:${number}@${domain}>`,
      `From: <sip:${number}@${domain}>;tag=${random()}`,
      `Call-ID: ${this.#registerCallId}`,
      `CSeq: ${this.#cseq} REGISTER`,
      `Contact: ${this.contact}${outbound}${contactParameters}`,
      'Supported: path, outbound',
      ...extra,
    ]);
  }

  /** Registers with the last challenge of those offered, as sip.js does; returns the final 200. */
  async register(expires = 600): Promise<string> {
    const { number, domain, password } = this.options;
    this.send(this.registerText([`Expires: ${expires}`]));
    const challenged = await this.response(401, 'REGISTER');
    const challenge = fields(challenged, 'WWW-Authenticate').at(-1) ?? '';
    const digest = digestFor(challenge, { method: 'REGISTER', uri: `sip:${domain}`, user: number, password });
    this.send(this.registerText([`Expires: ${expires}`, `Authorization: ${digest}`]));
    return await this.response(200, 'REGISTER');
  }

  /** A response to a request of the edge. */
  respond(request: string, status: number, reason: string, tag: string, sdp = ''): void {
    const to = field(request, 'To');
    this.send(
      this.message(
        [
          `SIP/2.0 ${status} ${reason}`,
          ...fields(request, 'Via').map((via) => `Via: ${via}`),
          `From: ${field(request, 'From')}`,
          `To: ${to.includes(';tag=') || tag === '' ? to : `${to};tag=${tag}`}`,
          `Call-ID: ${field(request, 'Call-ID')}`,
          `CSeq: ${field(request, 'CSeq')}`,
          `Contact: ${this.contact}`,
        ],
        sdp,
      ),
    );
  }

  /** Answers an INVITE of the edge and waits for its ACK. */
  async answer(invite: string, sdp = sdpOf()): Promise<RawDialog> {
    const tag = random();
    this.respond(invite, 180, 'Ringing', tag);
    this.respond(invite, 200, 'OK', tag, sdp);
    await this.request('ACK');
    return {
      callId: field(invite, 'Call-ID'),
      localTag: tag,
      remoteTag: tagOf(field(invite, 'From')),
      target: /<([^>]+)>/.exec(field(invite, 'Contact'))?.[1] ?? '',
      local: field(invite, 'To'),
      remote: field(invite, 'From').replace(/;tag=.*/, ''),
    };
  }

  /** A request in a dialog, possibly one that began on another connection. */
  inDialog(
    dialog: RawDialog,
    method: string,
    cseq: number,
    parts: { body?: string; contentType?: string; extra?: readonly string[]; branch?: string } = {},
  ): void {
    const { callId, localTag, remoteTag, target, local, remote } = dialog;
    const lines = [
      `${method} ${target} SIP/2.0`,
      this.via(parts.branch),
      'Max-Forwards: 70',
      `From: ${local};tag=${localTag}`,
      `To: ${remote};tag=${remoteTag}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: ${this.contact}`,
      ...(parts.extra ?? []),
    ];
    this.send(this.message(lines, parts.body ?? '', parts.contentType));
  }

  /** An INVITE of the device's own. Returns what its answers and requests are made of. */
  invite(
    number: string,
    parts: { body?: string; extra?: readonly string[]; cseq?: number } = {},
  ): { callId: string; localTag: string; branch: string; lines: (method: string) => readonly string[] } {
    const { domain } = this.options;
    const callId = random();
    const localTag = random();
    const branch = `z9hG4bK${random()}`;
    const cseq = parts.cseq ?? 1;
    const lines = (method: string): readonly string[] => [
      `${method} sip:${number}@${domain} SIP/2.0`,
      this.via(branch),
      'Max-Forwards: 70',
      `From: <sip:${this.options.number}@${domain}>;tag=${localTag}`,
      `To: <sip:${number}@${domain}>`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
    ];
    const all = [...lines('INVITE'), `Contact: ${this.contact}`, ...(parts.extra ?? [])];
    this.send(this.message(all, parts.body ?? sdpOf()));
    return { callId, localTag, branch, lines };
  }

  /** The dialog that the edge's 2xx to an INVITE of the device's makes. */
  dialogOf(ok: string): RawDialog {
    return {
      callId: field(ok, 'Call-ID'),
      localTag: tagOf(field(ok, 'From')),
      remoteTag: tagOf(field(ok, 'To')),
      target: /<([^>]+)>/.exec(field(ok, 'Contact'))?.[1] ?? '',
      local: field(ok, 'From').replace(/;tag=.*/, ''),
      remote: field(ok, 'To').replace(/;tag=.*/, ''),
    };
  }
}
