import type { DeskError } from '../../contract/desk/desk-error.ts';
import type { ConnectionView } from '../../contract/desk/desk-state.ts';
import { type Side, sides } from '../../contract/servers/server-kind.ts';
import type { FailureConf } from '../../contract/wire/common.ts';
import { type ConnectionCause, isStaleAddress } from '../servers/connection-cause.ts';
import { causesByAddress, type SideFailure, tryAgain } from './errors.ts';
import type { DeskModel } from './model.ts';
import { failuresInShort } from './pair-failure-words.ts';

/** Where the addresses of the licensing servers come from: what IT has to correct, if they are wrong. */
export interface LicenceAddresses {
  readonly profile: string;
  /** Null: no download has named it. */
  readonly cluster: string | null;
  /** No configuration server has answered in this run: the profile is that of the last download. */
  readonly isKept: boolean;
}

export function licenceAddresses({
  attempt,
  cluster,
  view,
}: Pick<DeskModel, 'attempt' | 'cluster' | 'view'>): LicenceAddresses {
  return { profile: attempt?.profile.name ?? '?', cluster, isKept: view.configuration.status === 'kept' };
}

/**
 * Why no licence could be had, told apart as the seed's help desk could not (seed 004: "a licensing error with a
 * reachable server in the list"): an address where something else answers is stale; silence is silence.
 */
export function licensingUnreachable(
  failures: readonly SideFailure[],
  addresses: LicenceAddresses,
): DeskError {
  const wrong = failures.filter(({ cause }) => isWrongAddress(cause));
  const why =
    failures.length === 0
      ? `Both addresses are blank in ${profileWords(addresses)}.`
      : `${failuresInShort('licensing', failures)} ${comeFrom(addresses)}`;
  return {
    code: wrong.length > 0 ? 'licensing.stale' : 'licensing.down',
    title: unreachableTitle(failures, wrong),
    message: `${why} ${whatHelps(failures, wrong)}`,
    details: { ...causesByAddress('licensing', failures), ...addressDetails(addresses) },
    remedies: [tryAgain],
  };
}

/** Nothing but a correction helps: a server that comes back would not come back there. */
function isWrongAddress(cause: ConnectionCause): boolean {
  return isStaleAddress(cause) || cause.type === 'bad-address';
}

function unreachableTitle(failures: readonly SideFailure[], wrong: readonly SideFailure[]): string {
  const [first, second] = wrong;
  if (failures.length === 0) return 'No licensing server is set';
  if (!first) return 'The licensing server does not answer';
  if (second) return `The addresses of licensing servers ${first.side} and ${second.side} are stale`;
  const [silent] = failures.filter((one) => one !== first);
  const stale = `The address of licensing server ${first.side} is stale`;
  return silent ? `${stale}, and ${silent.side} does not answer` : stale;
}

function whatHelps(failures: readonly SideFailure[], wrong: readonly SideFailure[]): string {
  if (failures.length === 0) return 'No licence can be had until IT sets them.';
  const [stale] = wrong;
  if (!stale) return 'Without a licence you cannot log in. Try again, or give IT the details.';
  const [silent] = failures.filter((one) => !wrong.includes(one));
  return silent
    ? `A licence can be had when server ${silent.side} is back, or when IT has corrected the address of ${stale.side} in the profile. Try again, or give IT the details.`
    : `No licence can be had until IT corrects the address${wrong.length > 1 ? 'es' : ''} in the profile; you are still logged out.`;
}

/** The licensing server that answered, and what is known of the pair besides. */
export interface LicenceAnswered extends LicenceAddresses {
  readonly side: Side;
  readonly connection: Pick<ConnectionView, 'sides'>;
}

/** No seat is free: the third of the licensing errors. That the other server is dead is said beside it. */
export function noSeat(failure: FailureConf, where: LicenceAnswered): DeskError {
  const { seats = '?', inUse = '?' } = failure.details ?? {};
  return {
    code: 'licensing.noSeat',
    title: 'No seat is free',
    message: [
      `${answering(where)} has none left: ${inUse} of ${seats} seats are in use.`,
      otherFailure(where),
      'Try again when a colleague has logged out, or ask IT for more seats.',
    ]
      .filter(Boolean)
      .join(' '),
    details: { ...answeredDetails(where), seats, inUse },
    remedies: [tryAgain],
  };
}

/** The licensing server said no for a reason of its own. */
export function licenceRefused(failure: FailureConf, where: LicenceAnswered): DeskError {
  return {
    code: `licensing.${failure.code}`,
    title: 'A licence was refused',
    message: [
      `${answering(where)} gives none: ${failure.message}`,
      otherFailure(where),
      comeFrom(where),
      'Without a licence you cannot log in. Try again, or give IT the details.',
    ]
      .filter(Boolean)
      .join(' '),
    details: { ...failure.details, ...answeredDetails(where), code: failure.code },
    remedies: [tryAgain],
  };
}

function answering({ side, connection }: LicenceAnswered): string {
  return `Licensing server ${side} (${connection.sides[side].address ?? '?'})`;
}

/** Why the other server could not be asked, in whole sentences; blank: it could, or nobody knows. */
function otherFailure({ side, connection }: LicenceAnswered): string {
  return sides.flatMap((one) => (one === side ? [] : (connection.sides[one].error ?? []))).join(' ');
}

function answeredDetails(where: LicenceAnswered): Readonly<Record<string, string>> {
  const other = sides.flatMap((side) => {
    const { address, error } = where.connection.sides[side];
    return side === where.side || error === null ? [] : [[`licensing ${side} (${address ?? '?'})`, error]];
  });
  return {
    server: `licensing ${where.side}`,
    address: where.connection.sides[where.side].address ?? '?',
    ...Object.fromEntries(other),
    ...addressDetails(where),
  };
}

function addressDetails(addresses: LicenceAddresses): Readonly<Record<string, string>> {
  return { 'addresses come from': profileWords(addresses) };
}

function comeFrom(addresses: LicenceAddresses): string {
  return `The addresses come from ${profileWords(addresses)}.`;
}

function profileWords({ profile, cluster, isKept }: LicenceAddresses): string {
  const of = cluster === null ? '' : ` of the cluster "${cluster}"`;
  const when = isKept ? ', as it was downloaded last' : '';
  return `the profile "${profile}"${of}${when}`;
}
