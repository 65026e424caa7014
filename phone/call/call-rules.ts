import type { PhoneCall } from '../../contract/softphone/phone-call.ts';

/** What may be asked of one call. */
export type CallCommand = 'answer' | 'reject' | 'release' | 'hold' | 'retrieve' | 'mute' | 'digits';

/** Why a command makes no sense in the call's phase, as a sentence; null: it does. */
export function refusalOf(command: CallCommand, call: PhoneCall): string | null {
  switch (command) {
    case 'answer':
      return call.phase === 'ringing' ? null : 'The call is already answered.';
    case 'reject':
      return call.phase === 'ringing' ? null : 'The call is already answered: it can only be released.';
    case 'release':
      return null;
    case 'hold':
      return notEstablished(call) ?? (call.held ? 'The call is already on hold.' : null);
    case 'retrieve':
      return notEstablished(call) ?? (call.held ? null : 'The call is not on hold.');
    case 'mute':
      return call.phase === 'ringing' ? 'The call is not answered yet: there is no sound to mute.' : null;
    case 'digits':
      return notEstablished(call) ?? (call.held ? 'The call is on hold: retrieve it to send digits.' : null);
  }
}

function notEstablished(call: PhoneCall): string | null {
  switch (call.phase) {
    case 'ringing':
      return 'The call is not answered yet.';
    case 'connecting':
      return 'The call is still being connected.';
    case 'established':
      return null;
  }
}

/**
 * When a re-INVITE that met one of the other side is to be sent again, milliseconds (RFC 3261, 14.1): 2.1 to 4 s for
 * the side that chose the Call-ID, 0 to 2 s for the other, in steps of 10 ms. `random` is in [0, 1).
 */
export function glareDelayMs(ownsCallId: boolean, random: number): number {
  return ownsCallId ? 2_100 + 10 * Math.floor(random * 191) : 10 * Math.floor(random * 201);
}
