import { never } from '../contract/result.ts';
import type { PhoneCommand, PhoneEvent } from '../contract/softphone/messages.ts';
import type { CallCommand } from './call/call-rules.ts';
import type { OpenSocket } from './connection/socket.ts';
import { Line, type RegisterCommand } from './line.ts';
import type { MediaEngine } from './media.ts';
import { impossible, unregistered } from './registration/registration-event.ts';
import { type AudioControl, type Ringer, Ringing } from './ringer.ts';
import { messageOf, type Surroundings } from './surroundings.ts';

export interface PhoneOptions extends Surroundings {
  readonly media: MediaEngine;
  readonly openSocket: OpenSocket;
  readonly report: (event: PhoneEvent) => void;
  readonly ringer?: Ringer;
  /** The computer's sound; without it the commands that are about devices are refused. */
  readonly audio?: AudioControl;
  /** Whether an INVITE with Replaces (RFC 3891) takes the place of a call. Not unless asked for. */
  readonly takesReplaces?: boolean;
}

/** The softphone: takes commands, tells events. `ready` is told as soon as whoever made it is done wiring. */
export interface Phone {
  /** Returns at once; what comes of it is told as events. Never rejects. */
  command(command: PhoneCommand): Promise<void>;
  /** Ends the calls, unregisters and leaves, within two seconds. */
  close(): Promise<void>;
}

export function createPhone(options: PhoneOptions): Phone {
  const phone = new SipPhone(options);
  queueMicrotask(() => options.report({ type: 'ready' }));
  return phone;
}

class SipPhone implements Phone {
  readonly #options: PhoneOptions;
  readonly #ringing: Ringing;
  #line: Line | null = null;
  #isAgentIdle = false;

  constructor(options: PhoneOptions) {
    this.#options = options;
    this.#ringing = new Ringing(options.ringer);
  }

  async command(command: PhoneCommand): Promise<void> {
    try {
      const refusal = this.#carryOut(command);
      if (refusal !== null) this.#refuse(command, refusal);
    } catch (error) {
      this.#refuse(command, `The phone could not do that: ${messageOf(error)}.`);
    }
  }

  async close(): Promise<void> {
    await this.#leave();
    await this.#options.media.close();
  }

  /** Why a command came to nothing, as a sentence; null: it was taken. */
  #carryOut(command: PhoneCommand): string | null {
    switch (command.type) {
      case 'register':
        this.#register(command);
        return null;
      case 'tryNow':
        this.#line?.tryNow();
        return null;
      case 'wake':
        this.#line?.wake();
        return null;
      case 'agentIdle':
        this.#isAgentIdle = command.isIdle;
        this.#tellRest();
        return null;
      case 'unregister':
        void this.#leave();
        this.#options.report(unregistered);
        return null;
      case 'useAudio':
      case 'trySound':
      case 'meterMicrophone':
        return this.#devices(command);
      default:
        return this.#callCommand(command);
    }
  }

  #callCommand(command: Extract<PhoneCommand, { type: CallCommand }>): string | null {
    const calls = this.#line?.calls;
    if (!calls) return 'The phone is not registered: it has no calls.';
    const { callId } = command;
    switch (command.type) {
      case 'answer':
        return calls.answer(callId);
      case 'retrieve':
        return calls.retrieve(callId);
      case 'reject':
        return calls.command('reject', callId, (call) => call.reject());
      case 'release':
        return calls.command('release', callId, (call) => call.release('Released'));
      case 'hold':
        return calls.command('hold', callId, (call) => call.setHeld(true));
      case 'mute':
        return calls.command('mute', callId, (call) => call.setMuted(command.muted));
      case 'digits':
        return calls.command('digits', callId, (call) => call.sendDigits(command.digits));
      default:
        return never(command);
    }
  }

  #devices(
    command: Extract<PhoneCommand, { type: 'useAudio' | 'trySound' | 'meterMicrophone' }>,
  ): string | null {
    const { audio } = this.#options;
    if (!audio) return 'This phone has no audio devices.';
    switch (command.type) {
      case 'useAudio':
        audio.choose({ microphone: command.microphone, speaker: command.speaker, ringer: command.ringer });
        return null;
      case 'trySound':
        audio.trySound(command.on);
        return null;
      case 'meterMicrophone':
        audio.meterMicrophone(command.on);
        return null;
    }
  }

  #register(command: RegisterCommand): void {
    const line = this.#line;
    if (line && sameIdentity(line, command)) {
      line.update(command);
      return;
    }
    void this.#leave();
    const opened = Line.open(command, {
      ...this.#options,
      takesReplaces: this.#options.takesReplaces ?? false,
      onCallsChange: () => this.#callsChanged(),
    });
    if (opened.ok) {
      this.#line = opened.value;
      this.#tellRest();
    } else this.#options.report(impossible(opened.error));
  }

  #callsChanged(): void {
    this.#ringing.setCalling(this.#line?.calls.ringing ?? false);
    this.#tellRest();
  }

  /** The phone knows of a call before main does. */
  #tellRest(): void {
    this.#line?.setAtRest(this.#isAgentIdle);
  }

  async #leave(): Promise<void> {
    const line = this.#line;
    this.#line = null;
    await line?.retire();
  }

  #refuse(command: PhoneCommand, message: string): void {
    const callId = 'callId' in command ? command.callId : null;
    this.#options.report({ type: 'refused', callId, command: command.type, message });
  }
}

function sameIdentity({ identity }: Line, { user, domain, password }: RegisterCommand): boolean {
  return identity.user === user && identity.domain === domain && identity.password === password;
}
