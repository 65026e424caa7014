import { sameOrBlank } from './pair-addresses.ts';
import type { PairSide } from './pair-state.ts';
import { type ServerKind, type Side, serverNoun } from './server-kind.ts';

/**
 * What is wrong with the addresses of a pair although it works: a sentence for IT that names the addresses, what was
 * expected and what came; null: nothing that is known. A side that answers as the other is used all the same: the
 * agent can work, and only IT can put it right. But two addresses that lead to one server are no pair.
 */
export function misconfiguration(
  kind: ServerKind,
  { sides: { A, B } }: { readonly sides: Readonly<Record<Side, Pick<PairSide, 'address' | 'says'>>> },
): string | null {
  const server = serverNoun[kind];
  if (A.address !== null && B.address !== null && sameOrBlank(A.address, B.address)) {
    return `${server}s A and B have one address, ${A.address}: when that server fails there is no other. Correct one of the two.`;
  }
  const [atA, atB] = [
    `the address of ${server} A (${A.address ?? 'none'})`,
    `the address of ${server} B (${B.address ?? 'none'})`,
  ];
  const [saysA, saysB] = [A.says?.side, B.says?.side];
  if (A.says !== null && B.says !== null && A.says.cluster !== B.says.cluster) {
    return `At ${atA} a server of the cluster "${A.says.cluster}" answers, at ${atB} one of the cluster "${B.says.cluster}": which of the two clusters a desk gets is left to chance. Correct one of the addresses.`;
  }
  if (saysA !== undefined && saysA === saysB) {
    return `Both ${atA} and ${atB} are answered by ${server} ${saysA}: they lead to one server, so that there is no other when it fails, or one of the two is set up as the wrong side. Correct the addresses or the servers.`;
  }
  if (saysA === 'B' && saysB === 'A') {
    return `${server}s A and B are exchanged: B answers at ${atA}, A at ${atB}. Nothing fails by it, but messages name the wrong one. Correct the addresses or the servers.`;
  }
  if (saysA === 'B') return wrongSide(atA, server, 'A', 'B');
  return saysB === 'A' ? wrongSide(atB, server, 'B', 'A') : null;
}

function wrongSide(at: string, server: string, expected: string, came: string): string {
  return `At ${at} ${server} ${came} answers, not ${expected}: the address is wrong, or the server is set up as the wrong side. If both addresses lead to one server, there is no other when it fails.`;
}
