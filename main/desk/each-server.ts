import type { ConnectionView } from '../../contract/desk/desk-state.ts';
import { never } from '../../contract/result.ts';
import type { ServerPair } from '../../contract/servers/address-text.ts';
import { type ServerKind, type Side, serverName, sides } from '../../contract/servers/server-kind.ts';

/** A sentence or two for each side of a pair: which server, at which address, and what came from it. */
export function eachServer(view: ConnectionView): string {
  return sides.map((side) => oneServer(view, side)).join(' ');
}

/** "CTI server A (10.0.0.1:8110) or B (10.0.0.2:8110)". */
export function eitherServer(kind: ServerKind, { a, b }: ServerPair): string {
  return `${serverName(kind, 'A')} (${a}) or B (${b})`;
}

/** The same as an error's details: a line for each address. */
export function detailsOfEach(view: ConnectionView): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sides.map((side) => {
      const { address, error, state } = view.sides[side];
      return [`${view.kind} ${side} (${address ?? 'no address'})`, error ?? state];
    }),
  );
}

function oneServer({ kind, sides: views }: ConnectionView, side: Side): string {
  const { address, error, state } = views[side];
  const name = serverName(kind, side);
  const server = `${name.charAt(0).toUpperCase()}${name.slice(1)} (${address ?? 'no address'})`;
  if (address === null) return `No address is set for ${name}.`;
  if (error !== null) return error;
  switch (state) {
    case 'in-use':
      return `${server} is connected but did not answer.`;
    case 'connecting':
    case 'silent':
      return `${server} has not answered.`;
    case 'standby':
      return `${server} lives; it was not asked.`;
    case 'untried':
    case 'unused':
      return `${server} was not asked.`;
    default:
      return never(state);
  }
}
