import type { ServerTarget } from '../../contract/diagnostics/diagnostics-report.ts';
import { type ConnectionCause, describeCause } from '../servers/connection-cause.ts';
import { type Finding, fault } from './finding.ts';

/** A failed connection as a finding: the sentences of the connections, the first of them what is so. */
export function causeFinding({ kind, sides, address }: ServerTarget, cause: ConnectionCause): Finding {
  const said = describeCause(kind, sides[0] ?? 'A', address, cause);
  const end = /\.(?= \p{Lu})/u.exec(said);
  const found = end ? said.slice(0, end.index + 1) : said;
  const rest = said.slice(found.length).trim();
  return fault(found, remedyOf(cause, rest));
}

/** Where the connections' sentences say what may be the matter, and not what to do. */
function remedyOf(cause: ConnectionCause, rest: string): string {
  switch (cause.type) {
    case 'bad-address':
      return 'Correct the address where it is set.';
    case 'not-allowed':
      return 'Have the server speak TLS and set its address with "wss://", or have IT set AllowPlaintext.';
    case 'timed-out':
      return cause.stage === 'connecting'
        ? rest
        : `${rest} Look at the server and start it anew if it hangs.`;
    case 'reset':
    case 'closed':
      return `${rest} Look at the server's log and at what is on the way to it.`.trim();
    default:
      return rest === '' ? "Look at the server's log." : rest;
  }
}
