import type { UserAgent } from 'sip.js';
import { fail, ok, type Result } from '../contract/result.ts';
import { answerDeadlineMs } from '../contract/servers/awaited-answers.ts';
import type { PairState } from '../contract/servers/pair-state.ts';
import type { PhoneCommand, PhoneEvent } from '../contract/softphone/messages.ts';
import { Calls } from './call/calls.ts';
import { SipServers } from './connection/sip-servers.ts';
import type { OpenSocket } from './connection/socket.ts';
import type { MediaEngine } from './media.ts';
import { type SilenceLimits, usualSilenceLimits } from './quality/silence.ts';
import { Registration } from './registration/registration.ts';
import { type RegistrationEvent, registrationEvent } from './registration/registration-event.ts';
import { InFlightRequests } from './sip/in-flight.ts';
import type { PairTransport } from './sip/pair-transport.ts';
import { redact } from './sip/redact.ts';
import { RequestWatch } from './sip/request-watch.ts';
import { SipTrace } from './sip/sip-trace.ts';
import { transactionKey } from './sip/start-line.ts';
import { type Identity, makeUserAgent } from './sip/user-agent.ts';
import { messageOf, type Surroundings, seconds } from './surroundings.ts';

export type RegisterCommand = Extract<PhoneCommand, { type: 'register' }>;

export interface LineParts extends Surroundings {
  readonly media: MediaEngine;
  readonly openSocket: OpenSocket;
  readonly report: (event: PhoneEvent) => void;
  readonly onCallsChange: () => void;
  readonly takesReplaces: boolean;
}

/** How long a goodbye may take, milliseconds. */
const farewellMs = 1_000;
/** How long a BYE waits for a server to come back: as long as SIP itself would try (RFC 3261, timer F). */
const postponedMs = 32_000;

/** One identity, registered at whichever server of the pair answers, and its calls. */
export class Line {
  readonly identity: Identity;
  readonly calls: Calls;
  readonly #parts: LineParts;
  readonly #servers: SipServers;
  readonly #inFlight: InFlightRequests;
  readonly #watch: RequestWatch;
  readonly #trace: SipTrace;
  readonly #userAgent: UserAgent;
  #transport: PairTransport | null = null;
  #registration: Registration | null = null;
  /** At a server that is not in use yet. */
  #registering: Registration | null = null;
  #postponed: readonly { readonly until: number; readonly run: () => void }[] = [];
  #reported: RegistrationEvent | null = null;
  #hadConnection = false;
  #command: RegisterCommand;
  #retired = false;
  /** The server in use has left an answered call without its ACK, and has sent none since. */
  #lacksAck = false;

  /** Sets the line up; a failure is a sentence. */
  static open(command: RegisterCommand, parts: LineParts): Result<Line, string> {
    try {
      return ok(new Line(command, parts));
    } catch (error) {
      return fail(messageOf(error));
    }
  }

  private constructor(command: RegisterCommand, parts: LineParts) {
    const { user, domain, password, servers, allowPlaintext, order } = command;
    const { deadlineMs, probeEveryMs, homeAfterMs } = command;
    this.#parts = parts;
    this.#command = command;
    this.identity = { user, domain, password };
    this.#inFlight = new InFlightRequests(parts.timers);
    this.#watch = new RequestWatch({
      ...parts,
      onLate: (method) =>
        this.#servers.unanswered(`has not answered ${method} for ${seconds(answerDeadlineMs)}`),
    });
    this.#trace = new SipTrace(parts.now, (line) => parts.report({ type: 'sip', line }));
    this.#servers = new SipServers({
      ...parts,
      servers,
      allowPlaintext,
      order,
      deadlineMs,
      probeEveryMs,
      homeAfterMs,
      listener: {
        register: () => this.#register(),
        message: (text) => this.#received(text),
        lost: (error) => this.#lost(error),
        connected: () => this.#connected(),
        probe: () => this.#probe(),
        changed: (state) => this.#changed(state),
      },
    });
    this.calls = this.#makeCalls(domain);
    this.#userAgent = this.#makeUserAgent();
    this.#servers.start();
  }

  /** The same identity, asked for again: perhaps at other servers. Says anew where it stands. */
  update(command: RegisterCommand): void {
    this.#reported = null;
    this.#command = command;
    this.#servers.update(command);
    this.#changed(this.#servers.state);
  }

  /** Whether the agent is at rest: with no call here either, the line may come home. */
  setAtRest(isAgentIdle: boolean): void {
    this.#servers.setIdle(isAgentIdle && this.calls.size === 0);
  }

  /** The computer woke or its network changed: nothing that was agreed on before is sure any more. */
  wake(): void {
    this.#servers.wake();
    this.#registration?.refreshNow();
    this.calls.woke();
  }

  /** Ends a back-off. */
  tryNow(): void {
    this.#servers.tryNow();
  }

  /** Ends the calls, unregisters and leaves; resolves when all is said, within a second. */
  async retire(): Promise<void> {
    if (this.#retired) return;
    this.#retired = true;
    this.calls.releaseAll('The phone was unregistered');
    const registration = this.#registration ?? this.#registering;
    if (this.#servers.isConnected) await registration?.remove(farewellMs);
    this.#registering?.stop();
    this.#registration?.stop();
    this.#watch.stop();
    this.#inFlight.failAll(new Error('The phone has left'));
    this.#servers.stop();
    await this.#userAgent.stop().catch(() => undefined);
  }

  #makeCalls(domain: string): Calls {
    return new Calls({
      ...this.#parts,
      domain,
      onChange: this.#parts.onCallsChange,
      deadlineMs: () => this.#command.deadlineMs,
      silenceLimits: () => silenceLimits(this.#command),
      server: () => this.#servers.name,
      whenConnected: (run) => this.#whenConnected(run),
      unacknowledged: () => this.#unacknowledged(),
      giveUp: (request) => this.#inFlight.fail(request.toString(), new Error('No final response came')),
    });
  }

  #makeUserAgent(): UserAgent {
    const made = makeUserAgent({
      identity: this.identity,
      log: this.#parts.log,
      takesReplaces: this.#parts.takesReplaces,
      carrier: {
        isConnected: () => this.#servers.isConnected,
        send: (text) => this.#send(text),
        attach: (transport) => {
          this.#transport = transport;
        },
      },
      onInvite: (invitation) => this.calls.invited(invitation),
      describe: (session) => this.calls.handlerOf(session),
    });
    if (!made.ok) throw new Error(made.error);
    return made.value;
  }

  #send(text: string): Promise<void> {
    if (!this.#servers.send(text)) return Promise.reject(new Error('No SIP server is connected'));
    this.#trace.message('out', text);
    this.#parts.log.debug(`To ${this.#servers.name}: ${redact(text)}`);
    this.#watch.sent(text);
    return this.#inFlight.sent(text);
  }

  /** sip.js throws at some malformed messages: none of them may end the connection or the phone. */
  #received(text: string): void {
    this.#trace.message('in', text);
    this.#parts.log.debug(`From ${this.#servers.name}: ${redact(text)}`);
    this.#inFlight.received(text);
    this.#inService(text);
    try {
      this.#transport?.onMessage?.(text);
    } catch (error) {
      this.#parts.log.warn(`${this.#servers.name} sent what cannot be understood: ${messageOf(error)}.`);
    }
  }

  /** 503 says that the other server is to be asked instead, whatever was asked; of REGISTER its own answer tells. */
  #inService(text: string): void {
    const message = transactionKey(text);
    if (message?.method === 'ACK' && this.#lacksAck) {
      this.#lacksAck = false;
      this.#servers.answers();
    }
    if (message?.kind !== 'response' || message.method === 'REGISTER') return;
    const { key, method, status } = message;
    const hasCaughtUp = this.#watch.answered(key);
    if (status === 503) {
      this.#servers.unanswered(`answered 503 to ${method}: it is out of service or overloaded`);
    } else if (!this.#lacksAck && (hasCaughtUp || (status >= 200 && status < 300 && !this.#watch.isLate))) {
      this.#servers.answers();
    }
  }

  /** Said of the server until it acknowledges a call, whatever else it answers. */
  #unacknowledged(): void {
    this.#lacksAck = true;
    this.#servers.unanswered(`has not acknowledged an answered call for ${seconds(answerDeadlineMs)}`);
  }

  #register(): Promise<Result<void, string>> {
    this.#registering?.stop();
    const { timers } = this.#parts;
    this.#registering = new Registration({
      userAgent: this.#userAgent,
      timers,
      onLost: (cause) => this.#servers.fail(cause),
    });
    return this.#registering.start();
  }

  #connected(): void {
    this.#watch.stop();
    this.#lacksAck = false;
    this.#registration?.stop();
    this.#registration = this.#registering;
    this.#registering = null;
    const { now } = this.#parts;
    const postponed = this.#postponed.filter(({ until }) => until > now());
    this.#postponed = [];
    for (const { run } of postponed) run();
    if (this.#hadConnection) this.calls.moved();
    this.#hadConnection = true;
  }

  /** The connection took with it what was under way, and the calls that nobody had answered. */
  #lost(error: string): void {
    this.#registration?.stop();
    this.#watch.stop();
    this.#inFlight.failAll(new Error(error));
    this.calls.connectionLost(error);
  }

  #whenConnected(run: () => void): void {
    if (this.#servers.isConnected) run();
    else this.#postponed = [...this.#postponed, { until: this.#parts.now() + postponedMs, run }];
  }

  /** Any answer at all will do, an error too: what counts is that something comes. */
  #probe(): void {
    const core = this.#userAgent.userAgentCore;
    const { aor } = core.configuration;
    const server = aor.clone();
    server.user = undefined;
    core.request(core.makeOutgoingRequestMessage('OPTIONS', server, aor, server, {}));
  }

  #changed(state: PairState): void {
    const event = registrationEvent(state);
    if (this.#retired || JSON.stringify(event) === JSON.stringify(this.#reported)) return;
    this.#reported = event;
    this.#parts.report(event);
  }
}

function silenceLimits({ silenceWarnMs, silenceEndMs }: RegisterCommand): SilenceLimits {
  return {
    warnAfterMs: silenceWarnMs ?? usualSilenceLimits.warnAfterMs,
    endAfterMs: silenceEndMs ?? usualSilenceLimits.endAfterMs,
  };
}
