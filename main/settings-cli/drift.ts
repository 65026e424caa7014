import { healing } from '../settings/healing.ts';
import type { Resolved } from '../settings/layers/in-force.ts';
import type { Drift } from '../settings/local-settings.ts';
import { type AskedServer, clustersThere } from './configured-servers.ts';
import { valueWords } from './value-words.ts';

/** Addresses that are not as the cluster names them, a sentence each; none where no server answers, or two clusters do. */
export function drift({ settings }: Resolved, servers: readonly AskedServer[]): readonly string[] {
  const told = toldBy(servers);
  if (told === null) return [];
  const { write, drift: locked } = healing(settings, told);
  return [
    ...write.map(
      ([key, address]) =>
        `"${key}" is ${valueWords(settings[key].value)}; the cluster names ${address}. A desk corrects it at its next start, and so does the command heal.`,
    ),
    ...locked.map(driftWords),
  ];
}

export function driftWords({ key, inForce, toldByCluster, place }: Drift): string {
  return `"${key}" is ${valueWords(inForce)} by policy in ${place}; the cluster names ${toldByCluster}. The policy stands: correct it there.`;
}

/** The pair that the first server which answers names; null: none does, or each would name its own cluster's. */
function toldBy(servers: readonly AskedServer[]): { readonly a: string; readonly b: string } | null {
  if (clustersThere(servers).length > 1) return null;
  for (const { answer } of servers)
    if (answer?.type === 'answers') return answer.configuration.configurationServers;
  return null;
}
