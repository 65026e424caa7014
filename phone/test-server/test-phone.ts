import { WebSocket } from 'ws';
import type { ServerPair } from '../../contract/servers/address-text.ts';
import { type PhoneCommand, type PhoneEvent, phoneEvent } from '../../contract/softphone/messages.ts';
import type { SipLine } from '../../contract/softphone/sip-line.ts';
import type { MediaEngine, MediaLeg, MediaStatistics } from '../media.ts';
import { createPhone, type Phone, type PhoneOptions } from '../phone.ts';
import type { PhoneTimers } from '../surroundings.ts';

/** A leg of text alone: its descriptions say what was asked of it. */
export class TestLeg implements MediaLeg {
  readonly done: string[] = [];
  takesDigits = true;
  fails: string | null = null;
  now: MediaStatistics | null = null;
  closed = false;
  /** ICE has no path any more; a restart finds one. */
  pathLost = false;

  isPathLost(): boolean {
    return this.pathLost;
  }

  async createOffer({ hold, restartIce }: { hold: boolean; restartIce: boolean }): Promise<string> {
    if (restartIce) this.pathLost = false;
    return this.#described(hold ? 'sendonly' : 'sendrecv', restartIce ? 'offer with new ICE' : 'offer');
  }

  async acceptAnswer(sdp: string): Promise<void> {
    this.#check();
    this.done.push(`answer taken: ${/a=(sendrecv|recvonly|sendonly|inactive)/.exec(sdp)?.[1] ?? ''}`);
  }

  async acceptOffer(_sdp: string, { hold }: { hold: boolean }): Promise<string> {
    return this.#described(hold ? 'sendonly' : 'sendrecv', 'answer');
  }

  setMuted(muted: boolean): void {
    this.done.push(muted ? 'muted' : 'unmuted');
  }

  sendDigits(digits: string): boolean {
    if (this.takesDigits) this.done.push(`digits ${digits}`);
    return this.takesDigits;
  }

  async statistics(): Promise<MediaStatistics | null> {
    return this.now;
  }

  close(): void {
    this.closed = true;
  }

  #described(direction: string, what: string): string {
    this.#check();
    this.done.push(`${what}: ${direction}`);
    return `v=0\r\nm=audio 5000 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\na=${direction}\r\n`;
  }

  #check(): void {
    if (this.fails !== null) throw new Error(this.fails);
  }
}

export class TestMedia implements MediaEngine {
  readonly legs = new Map<string, TestLeg>();
  /** What the next legs fail with. */
  fails: string | null = null;

  createLeg(callId: string): TestLeg {
    const leg = new TestLeg();
    leg.fails = this.fails;
    this.legs.set(callId, leg);
    return leg;
  }

  leg(callId: string): TestLeg {
    const leg = this.legs.get(callId);
    if (!leg) throw new Error(`No leg was made for ${callId}`);
    return leg;
  }

  async close(): Promise<void> {}
}

type EventOf<Type extends PhoneEvent['type']> = Extract<PhoneEvent, { type: Type }>;

export interface TestPhoneOptions extends Partial<PhoneOptions> {
  /** So many times faster. */
  readonly hurry?: number;
  /** How often the server that is not in use is asked; not unless given. */
  readonly probeEveryMs?: number;
  /** How long A must have been seen to live before it is come home to; never, unless given. */
  readonly homeAfterMs?: number;
  /** After what silence the phone warns and ends a call; not unless given, for a test's leg brings no sound. */
  readonly silence?: { readonly silenceWarnMs?: number; readonly silenceEndMs?: number };
}

/** A phone on real sockets whose events are waited for, and whose log is kept. */
export class TestPhone {
  readonly media = new TestMedia();
  readonly events: PhoneEvent[] = [];
  /** What it tells the flight recorder of its SIP messages. */
  readonly sip: SipLine[] = [];
  readonly log: string[] = [];
  readonly rings: string[] = [];
  readonly phone: Phone;
  readonly #probeEveryMs: number;
  readonly #homeAfterMs: number;
  readonly #silence: TestPhoneOptions['silence'];
  #waiters: { readonly matches: (event: PhoneEvent) => boolean; readonly found: () => void }[] = [];
  #seen = 0;

  constructor(options: TestPhoneOptions = {}) {
    const { timers, now } = hurriedTime(options.hurry ?? 1);
    this.#probeEveryMs = options.probeEveryMs ?? 0;
    this.#homeAfterMs = options.homeAfterMs ?? 0;
    this.#silence = options.silence ?? { silenceWarnMs: 0, silenceEndMs: 0 };
    const keep = (sentence: string): number => this.log.push(sentence);
    this.phone = createPhone({
      media: this.media,
      openSocket: (url, protocols) => new WebSocket(url, protocols),
      report: (event) => this.#told(event),
      ringer: { start: () => this.rings.push('start'), stop: () => this.rings.push('stop') },
      now,
      random: () => 0,
      timers,
      log: { debug: keep, info: keep, warn: keep },
      ...options,
    });
  }

  command(command: PhoneCommand): Promise<void> {
    return this.phone.command(command);
  }

  register(servers: ServerPair, password = 'secret-of-4711', deadlineMs = 3_000): Promise<void> {
    return this.command({
      type: 'register',
      servers,
      allowPlaintext: false,
      domain: 'desk.example',
      user: '4711',
      password,
      order: 'primary-first',
      deadlineMs,
      probeEveryMs: this.#probeEveryMs,
      homeAfterMs: this.#homeAfterMs,
      ...this.#silence,
    });
  }

  /** The next event of this type, after the last one waited for, that matches. */
  async next<Type extends PhoneEvent['type']>(
    type: Type,
    matches: (event: EventOf<Type>) => boolean = () => true,
  ): Promise<EventOf<Type>> {
    const fits = (event: PhoneEvent): event is EventOf<Type> =>
      event.type === type && matches(event as EventOf<Type>);
    for (;;) {
      const at = this.events.findIndex((event, index) => index >= this.#seen && fits(event));
      const found = this.events[at];
      if (found && fits(found)) {
        this.#seen = at + 1;
        return found;
      }
      await new Promise<void>((resolve) => this.#waiters.push({ matches: fits, found: resolve }));
    }
  }

  registered(side: 'A' | 'B' = 'A'): Promise<EventOf<'registration'>> {
    return this.next('registration', ({ state, inUse }) => state === 'registered' && inUse === side);
  }

  #told(event: PhoneEvent): void {
    // Whatever the phone says must pass the door to main.
    const passed = phoneEvent.parse(event);
    if (passed.type === 'sip') {
      this.sip.push(passed.line);
      return;
    }
    this.events.push(passed);
    const waiting = this.#waiters;
    this.#waiters = waiting.filter(({ matches }) => !matches(event));
    for (const { matches, found } of waiting) if (matches(event)) found();
  }
}

/** A clock and its alarms that run `times` as fast as the wall's: seconds pass in an instant, in the same order. */
function hurriedTime(times: number): { readonly timers: PhoneTimers; readonly now: () => number } {
  return {
    timers: {
      setTimeout: (run, ms) => setTimeout(run, ms / times),
      clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
    },
    now: () => performance.now() * times,
  };
}
