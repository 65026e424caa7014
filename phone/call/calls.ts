import type { Invitation, Session } from 'sip.js';
import type { MediaEngine } from '../media.ts';
import { messageOf } from '../surroundings.ts';
import { Call } from './call.ts';
import type { CallParts } from './call-parts.ts';
import { type CallCommand, refusalOf } from './call-rules.ts';
import type { DescriptionHandler } from './description-handler.ts';
import { type InviteFacts, inviteFacts } from './invite-headers.ts';
import { unheardMs } from './recovery-rules.ts';
import { Refusals } from './refusals.ts';

export interface CallsParts
  extends Omit<
    CallParts<Call>,
    'invitation' | 'facts' | 'createLeg' | 'lost' | 'onEnded' | 'onEstablished' | 'onRefused'
  > {
  readonly media: MediaEngine;
  /** The domain that the phone is registered at. */
  readonly domain: string;
  /** The calls have changed: one came, went, or changed its phase. */
  readonly onChange: () => void;
}

/** The calls of one registered phone. One is with the agent; answering or retrieving another holds it. */
export class Calls {
  readonly #parts: CallsParts;
  readonly #calls = new Map<string, Call>();
  readonly #refusals = new Refusals();
  /** Aborted with the connection that requests go by now. */
  #lost = new AbortController();
  /** The call that the agent last chose to speak in. */
  #chosen: Call | null = null;

  constructor(parts: CallsParts) {
    this.#parts = {
      ...parts,
      report: (event) => {
        parts.report(event);
        if (event.type === 'call' || event.type === 'callEnded') parts.onChange();
      },
    };
  }

  get size(): number {
    return this.#calls.size;
  }

  /** Whether any call is to be heard ringing. */
  get ringing(): boolean {
    return [...this.#calls.values()].some((call) => call.rings);
  }

  has(callId: string): boolean {
    return this.#calls.has(callId);
  }

  /** An INVITE came. */
  invited(invitation: Invitation): void {
    const facts = inviteFacts(invitation, this.#parts.domain);
    if (this.#isOfferedAnew(invitation, facts)) return;
    const replaced = this.#replacedBy(invitation);
    try {
      const call = this.#add(invitation, { ...facts, callId: this.#idFor(invitation, facts, replaced) });
      // One that comes back on hold is not the one that the agent speaks in.
      if (facts.isHeld) call.answer();
      else if (facts.answersItself || replaced) this.#answer(call);
      else call.ring();
    } catch (error) {
      this.#parts.log.warn(`A call could not be taken: ${messageOf(error)}.`);
      invitation.reject({ statusCode: 480 }).catch(() => undefined);
    }
  }

  /** What sip.js is to describe a session's media with. */
  handlerOf(session: Session): DescriptionHandler {
    for (const call of this.#calls.values()) if (call.goesBy(session)) return call.handler;
    throw new Error('There is no call for this session any more');
  }

  /** Carries out a command; why not, as a sentence, null when it was taken. */
  command(command: CallCommand, callId: string, carryOut: (call: Call) => void): string | null {
    const call = this.#calls.get(callId);
    if (!call) return `The phone has no call ${callId}: it has ended, or never came here.`;
    const refusal = refusalOf(command, call.view);
    if (refusal === null) carryOut(call);
    return refusal;
  }

  answer(callId: string): string | null {
    return this.command('answer', callId, (call) => this.#answer(call));
  }

  retrieve(callId: string): string | null {
    return this.command('retrieve', callId, (call) => {
      this.#choose(call);
      call.setHeld(false);
    });
  }

  /** The connection is gone, with everything that was under way by it. */
  connectionLost(error: string): void {
    const { now, deadlineMs } = this.#parts;
    this.#lost.abort();
    this.#lost = new AbortController();
    this.#refusals.serverLost(now(), unheardMs(deadlineMs()));
    for (const call of [...this.#calls.values()]) call.connectionLost(error);
  }

  /** Another server is in use than the calls were set up by, or the same one after a loss. */
  moved(): void {
    for (const call of this.#calls.values()) call.moved();
  }

  /** The network may be another: calls whose sound has no path any more look for a new one. */
  woke(): void {
    for (const call of this.#calls.values()) call.pathMayBeLost();
  }

  releaseAll(cause: string): void {
    for (const call of [...this.#calls.values()]) call.release(cause);
  }

  #add(invitation: Invitation, facts: InviteFacts): Call {
    const call = new Call({
      ...this.#parts,
      invitation,
      facts,
      createLeg: () => this.#parts.media.createLeg(facts.callId),
      lost: () => this.#lost.signal,
      onRefused: (callId, status, isHeard) => this.#refusals.note(callId, status, this.#parts.now(), isHeard),
      onEnded: (ended) => this.#forget(ended),
      onEstablished: (established) => {
        if (this.#chosen !== null && this.#chosen !== established) this.#hold(established);
      },
    });
    this.#calls.set(facts.callId, call);
    return call;
  }

  /** A call that an INVITE takes the place of keeps its id; an id that is taken gives way to the Call-ID. */
  #idFor(invitation: Invitation, facts: InviteFacts, replaced: Call | null): string {
    if (replaced) return replaced.view.callId;
    return this.#calls.has(facts.callId) ? invitation.request.callId.slice(0, 256) : facts.callId;
  }

  /**
   * A call of which the phone has heard before: its server was lost before it could be sure of the answer, and the
   * switch offers it again by another. What the agent has chosen holds.
   */
  #isOfferedAnew(invitation: Invitation, facts: InviteFacts): boolean {
    const refused = this.#refusals.of(facts.callId, this.#parts.now());
    if (refused !== null) invitation.reject({ statusCode: refused }).catch(() => undefined);
    const same = this.#calls.get(facts.callId);
    const goesOn = refused === null && same?.takesOffer === true;
    if (goesOn) same.offeredAnew(invitation, facts);
    return refused !== null || goesOn;
  }

  /** The call whose place an INVITE takes by Replaces (RFC 3891). */
  #replacedBy({ replacee }: Invitation): Call | null {
    const replaced = [...this.#calls.values()].find((call) => replacee && call.goesBy(replacee)) ?? null;
    if (!replaced) return null;
    this.#forget(replaced);
    replaced.replaced();
    return replaced;
  }

  #answer(call: Call): void {
    this.#choose(call);
    call.answer();
  }

  /** The agent speaks in this call now: all others are held. */
  #choose(chosen: Call): void {
    this.#chosen = chosen;
    for (const call of this.#calls.values()) if (call !== chosen) this.#hold(call);
  }

  #hold(call: Call): void {
    if (refusalOf('hold', call.view) === null) call.setHeld(true);
  }

  #forget(call: Call): void {
    if (this.#calls.get(call.view.callId) === call) this.#calls.delete(call.view.callId);
    if (this.#chosen === call) this.#chosen = null;
  }
}
