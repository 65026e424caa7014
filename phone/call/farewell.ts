import type { Core } from 'sip.js';
import type { PhoneLog } from '../surroundings.ts';
import { withoutSound } from './described-leg.ts';
import { pauseUnlessLost, settledOrLost } from './lost-signal.ts';
import type { Confirmation } from './offered-session.ts';
import { afterTakeover, recoveryPauseMs, saysUnknown } from './recovery-rules.ts';
import type { RequestParts } from './reinvite.ts';
import { accepted, type RequestOutcome, refusedBy } from './request-outcome.ts';
import { takeOver } from './takeover.ts';

export interface FarewellParts extends Omit<RequestParts, 'lost'> {
  readonly core: Core.UserAgentCore;
  readonly callId: string;
  readonly log: PhoneLog;
  readonly lost: () => AbortSignal;
  /** Runs at once while a server is connected, else when one is again; not at all when that takes too long. */
  readonly whenConnected: (run: () => void) => void;
}

/** A call that is over on this end, and is to be over at the switch. */
export interface Parting {
  readonly dialog: Core.Session;
  /** What becomes of our answer, which made the dialog; null: the far side knows of it. */
  readonly confirmation: Promise<Confirmation> | null;
  /** A description of ours, from which an offer can be made. */
  readonly ours: string;
  /** Whether a server was lost since the dialog began: the next may not have it. */
  readonly hasLostServer: boolean;
}

/** Refused otherwise than by 481, the end is asked for again so many times. */
const mostAttempts = 4;

/**
 * Ends the call at the switch: BYE; at a server that does not have the dialog, INVITE with Replaces and then BYE, for
 * a call that lives on at the switch is one that its agent cannot end any more. What is lost with a server is said
 * again at the next. Nothing is waited for here.
 */
export function sayGoodbye(parts: FarewellParts, parting: Parting, attempts = 0): void {
  parts.whenConnected(() => void part(parts, parting, attempts));
}

async function part(parts: FarewellParts, parting: Parting, attempts: number): Promise<void> {
  const lost = parts.lost();
  const { dialog, confirmation, hasLostServer } = parting;
  // Where its ACK was lost with the server, it never comes; and without it no BYE may go out (RFC 3261, section 15).
  if (confirmation && hasLostServer) return replaceToEnd(parts, parting, attempts);
  if (confirmation) {
    await settledOrLost(confirmation, lost);
    if (lost.aborted) return sayGoodbye(parts, { ...parting, hasLostServer: true });
    const became = await confirmation;
    if (became === 'overdue') return replaceToEnd(parts, parting, attempts);
    if (became === 'ended') return;
  }
  const outcome = await bye(parts, dialog, lost);
  if (outcome.type === 'lost')
    return sayGoodbye(parts, { ...parting, confirmation: null, hasLostServer: true });
  if (outcome.type !== 'refused') return;
  if (hasLostServer && saysUnknown(outcome)) return replaceToEnd(parts, parting, attempts);
  parts.log.warn(`The end of call ${parts.callId} was refused: ${outcome.cause}.`);
}

async function replaceToEnd(parts: FarewellParts, parting: Parting, attempts: number): Promise<void> {
  const lost = parts.lost();
  const outcome = await takeOver(
    {
      ...parts,
      lost,
      onDialog: (dialog) =>
        sayGoodbye(parts, { ...parting, dialog, confirmation: null, hasLostServer: false }),
    },
    parting.dialog,
    withoutSound(parting.ours),
  );
  switch (afterTakeover(outcome)) {
    case 'lost':
      return sayGoodbye(parts, parting, attempts);
    case 'try-later':
      if (attempts + 1 >= mostAttempts) break;
      await pauseUnlessLost(parts.timers, recoveryPauseMs(attempts + 1), lost);
      return sayGoodbye(parts, parting, attempts + 1);
    case 'not-here':
      break;
    case 'reached':
    case 'take-over':
    case 'ended':
      return;
  }
  const cause = 'cause' in outcome ? outcome.cause : '';
  parts.log.warn(`Call ${parts.callId} could not be ended at the switch: ${cause}.`);
}

function bye(parts: FarewellParts, dialog: Core.Session, lost: AbortSignal): Promise<RequestOutcome> {
  const server = parts.server();
  return new Promise((resolve) => {
    const refused = ({ message }: Core.IncomingResponse): void => resolve(refusedBy(server, message, lost));
    dialog.bye({ onAccept: () => resolve(accepted), onReject: refused, onRedirect: refused });
  });
}
