import type { ChangeOutcome, Refusal, RequestOutcome } from './request-outcome.ts';

/** What becomes of a call after a request that went to the server now in use. */
export type Recovery =
  /** The server has the call's dialog: it goes on by that. */
  | 'reached'
  /** The server does not have the dialog: an INVITE with Replaces is to make a new one (RFC 3891). */
  | 'take-over'
  /** The switch does not have the call any more: it is over. */
  | 'ended'
  /** The sound goes on, and it is tried again after a pause. */
  | 'try-later'
  /** The sound goes on; this server will never say otherwise, another may. */
  | 'not-here'
  /** The server was lost: the next one is asked. */
  | 'lost';

/**
 * Responses to a request in a dialog from which it follows that the server does not have the dialog, or will do nothing
 * in it: those that end the dialog or its INVITE usage (RFC 5057, section 5.1) and 408, which ends it too (RFC 3261,
 * section 12.2.1.2). Of RFC 5057's list 489 alone is left out, which is of subscriptions; what is not in it, 503 too, fails
 * the one request. 481 is what a B2BUA says; 404 and 480 what a proxy says whose route to the dialog's end went with
 * its twin; 405 and 501 what a server says that takes INVITE outside dialogs alone.
 */
const unknownDialog: ReadonlySet<number> = new Set([
  404, 405, 408, 410, 416, 480, 481, 482, 483, 484, 485, 501, 502, 604,
]);

/**
 * Whether a refusal says that the server does not have the dialog. 500 is what Kamailio answers where a dialog's route
 * names its dead twin; with Retry-After it says that the dialog is known and busy (RFC 3261, section 14.2).
 */
export function saysUnknown({ status, comeAgain }: Refusal): boolean {
  return unknownDialog.has(status) || (status === 500 && !comeAgain);
}

/** What a change of the media in the dialog, at the server now in use, leads to. */
export function afterRefresh(outcome: ChangeOutcome): Recovery {
  switch (outcome.type) {
    case 'accepted':
      return 'reached';
    case 'refused':
      return saysUnknown(outcome) ? 'take-over' : 'try-later';
    // In the dialog of an INVITE of ours it is we who acknowledge.
    case 'unacknowledged':
      return 'take-over';
    case 'lost':
      return 'lost';
    case 'unanswered':
    case 'failed':
      return 'try-later';
  }
}

/** The switch has no such leg: 481; it had one that has ended: 603 (RFC 3891, section 3). */
const noSuchLeg: ReadonlySet<number> = new Set([481, 603]);
/** Replaces, or INVITE at all, is not known there (RFC 3261, sections 8.2.1 and 8.2.2.3). */
const neverTaken: ReadonlySet<number> = new Set([405, 420, 501]);

/** What an INVITE with Replaces at the server now in use leads to. */
export function afterTakeover(outcome: RequestOutcome): Recovery {
  switch (outcome.type) {
    case 'accepted':
      return 'reached';
    case 'refused':
      if (noSuchLeg.has(outcome.status)) return 'ended';
      return neverTaken.has(outcome.status) ? 'not-here' : 'try-later';
    case 'lost':
      return 'lost';
    case 'unanswered':
    case 'failed':
      return 'try-later';
  }
}

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

/** How long to wait before the call is recovered again at the same server, milliseconds; `attempts` so far, from 1. */
export function recoveryPauseMs(attempts: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(10, attempts - 1));
}

/**
 * How long before a server was noticed to be lost it may have stopped listening, milliseconds: the silence after which
 * it counts as dead, and some time for noticing. What was said to it in that time may never have reached the switch.
 */
export function unheardMs(deadlineMs: number): number {
  return deadlineMs + 2_000;
}

/** How long the switch takes, at most, to offer a call anew once the phone is registered elsewhere. Milliseconds. */
export const offeredAnewWithinMs = 2_000;
/** How long a call whose server was lost before it was answered is waited for, milliseconds. */
export const awaitedMs = 10_000;
