import type { CallEnd } from '../../../contract/cti/call.ts';

/** Why a leg ends, and what it is told: an edge makes a CANCEL, a final response or a BYE of it (RFC 3261, 21). */
export interface LegEnd {
  readonly cause: CallEnd['cause'];
  readonly message: string;
}

/** The SIP status that a leg is refused with where it is not yet answered. */
export function statusOf(cause: CallEnd['cause']): number {
  switch (cause) {
    case 'busy':
      return 486;
    case 'unreachable':
      return 404;
    case 'out-of-service':
    case 'no-answer':
      return 480;
    case 'rejected':
      return 603;
    case 'released-by-agent':
    case 'released-by-far-end':
    case 'transferred':
    case 'switch':
      return 487;
  }
}

/** What a device's final response to an offer means. */
export function causeOfRefusal(status: number): 'rejected' | 'out-of-service' {
  return status === 486 || status === 600 || status === 603 ? 'rejected' : 'out-of-service';
}
