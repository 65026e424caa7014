import { type ServerKind, serverNoun } from '../../contract/servers/server-kind.ts';
import {
  type ConnectionCause,
  causeInShort,
  isSignInPage,
  isStaleAddress,
} from '../servers/connection-cause.ts';
import type { SideFailure } from './errors.ts';

/**
 * One sentence for an agent: which servers of a pair, at which addresses, and what was wrong with each. The whole of
 * it, with what to look at, is the help desk's (`describeCause`).
 */
export function failuresInShort(kind: ServerKind, failures: readonly SideFailure[]): string {
  const [one, other] = failures.map(({ side, address, cause }) => ({
    server: `${side} (${address})`,
    cause: causeInShort(kind, cause),
  }));
  if (!one) return '';
  const name = capitalised(serverNoun[kind]);
  if (!other) return `${name} ${one.server} ${one.cause}.`;
  return one.cause === other.cause
    ? `${name}s ${one.server} and ${other.server} ${one.cause}.`
    : `${name} ${one.server} ${one.cause}; ${other.server} ${other.cause}.`;
}

/** What somebody can do about it now; nothing where only the servers can be waited for. */
export function whatToDo(failures: readonly SideFailure[]): string {
  const causes = failures.map(({ cause }) => cause);
  if (causes.some(isBehindSignIn)) return 'Open a web browser and sign in to the network.';
  if (causes.some((cause) => isStaleAddress(cause) || cause.type === 'bad-address')) {
    return 'An address is wrong: give IT the details.';
  }
  if (causes.some(({ type }) => aboutEncryption.has(type))) {
    return 'Encryption is not set up right: give IT the details.';
  }
  return causes.some(({ type }) => type === 'unreachable') ? 'Check your network and the VPN.' : '';
}

const aboutEncryption: ReadonlySet<ConnectionCause['type']> = new Set([
  'not-allowed',
  'bad-certificate',
  'not-tls',
  'tls-only',
  'tls-failed',
] as const);

function isBehindSignIn(cause: ConnectionCause): boolean {
  return cause.type === 'not-websocket' && isSignInPage(cause.status);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
