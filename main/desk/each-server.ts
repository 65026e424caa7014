import type { ConnectionView } from '../../contract/desk/desk-state.ts';
import { never } from '../../contract/result.ts';
import type { ServerPair } from '../../contract/servers/address-text.ts';
import { type ServerKind, type Side, serverName, sides } from '../../contract/servers/server-kind.ts';

/** "CTI server A (10.0.0.1:8110) or B (10.0.0.2:8110)", of a pair that is shown. */
export function eitherShown({ kind, sides: { A, B } }: ConnectionView): string {
  return eitherServer(kind, { a: A.address ?? 'no address', b: B.address ?? 'no address' });
}

/** "CTI server A (10.0.0.1:8110) or B (10.0.0.2:8110)". */
export function eitherServer(kind: ServerKind, { a, b }: ServerPair): string {
  return `${serverName(kind, 'A')} (${a}) or B (${b})`;
}

/** For an error's details, a line for each address: a sentence or two of what came from it. */
export function detailsOfEach(view: ConnectionView): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sides.map((side) => {
      const { address } = view.sides[side];
      return [`${view.kind} ${side} (${address ?? 'no address'})`, oneServer(view, side)];
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
