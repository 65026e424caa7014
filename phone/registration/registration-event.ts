import { misconfiguration } from '../../contract/servers/pair-misconfigured.ts';
import { type PairState, pairStatus } from '../../contract/servers/pair-state.ts';
import { sides } from '../../contract/servers/server-kind.ts';
import type { PhoneEvent } from '../../contract/softphone/messages.ts';

export type RegistrationEvent = Extract<PhoneEvent, { type: 'registration' }>;

/** Said while the phone registers nowhere, by choice. */
export const unregistered: RegistrationEvent = {
  type: 'registration',
  state: 'unregistered',
  sides: { A: { state: 'unused', error: null }, B: { state: 'unused', error: null } },
  inUse: null,
  status: 'off',
  misconfigured: null,
  error: null,
};

/** A phone that cannot even try. */
export function impossible(error: string): RegistrationEvent {
  return { ...unregistered, state: 'failed', status: 'down', error };
}

/** The pair of SIP servers as main is told of it. */
export function registrationEvent(pair: PairState): RegistrationEvent {
  const state = stateOf(pair);
  const { A, B } = pair.sides;
  return {
    type: 'registration',
    state,
    sides: { A: { state: A.state, error: A.error }, B: { state: B.state, error: B.error } },
    inUse: pair.inUse,
    status: pairStatus(pair),
    misconfigured: misconfiguration('sip', pair),
    error: state === 'unregistered' ? null : errorOf(pair),
  };
}

function stateOf(pair: PairState): RegistrationEvent['state'] {
  if (!pair.started) return 'unregistered';
  if (pair.inUse !== null) return 'registered';
  return sides.some((side) => pair.sides[side].state === 'connecting') ? 'registering' : 'failed';
}

/** What is wrong with the sides that are not in use, also while one is: the popover shows it. */
function errorOf(pair: PairState): string | null {
  const errors = sides.flatMap((side) => {
    const { address, error } = pair.sides[side];
    return error !== null && (address !== null || pair.inUse === null) ? [error] : [];
  });
  return errors.length === 0 ? null : errors.join(' ');
}
