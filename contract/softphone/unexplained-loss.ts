import type { Security } from '../servers/connection-security.ts';
import type { Side } from '../servers/server-kind.ts';

/**
 * What the phone says of a server that it could not connect to; completes "SIP server A (10.0.0.1:5066) …". A browser
 * tells no cause: a server that is not there, one that is no WebSocket server and one whose certificate is not trusted
 * look the same to it.
 */
export const unexplainedLoss: Readonly<Record<Security, string>> = {
  tls: 'could not be reached by TLS: nothing there speaks SIP over secure WebSocket, its certificate is not trusted, or it refuses this computer. The log of the desk says what is wrong with a certificate. Check that it runs and that the address is right',
  plain:
    'could not be reached: nothing there speaks SIP over WebSocket, or it refuses this computer. Check that it runs and that the address is right',
};

/** Of which server, at which address, a sentence of the phone says no more than that; null: it says more. */
export function unexplainedServer(
  sentence: string,
): { readonly side: Side; readonly address: string } | null {
  const [, side, address, rest] = /^SIP server ([AB]) \((.+?)\) (.*)\.$/s.exec(sentence) ?? [];
  if (address === undefined || (rest !== unexplainedLoss.tls && rest !== unexplainedLoss.plain)) return null;
  return { side: side === 'A' ? 'A' : 'B', address };
}
