import type { CheckName, ServerTarget } from '../../../contract/diagnostics/diagnostics-report.ts';
import { misconfiguration } from '../../../contract/servers/pair-misconfigured.ts';
import type { Side } from '../../../contract/servers/server-kind.ts';
import { checkClusterName } from '../../diagnostics/cluster-name-check.ts';
import type { Finding } from '../../diagnostics/finding.ts';
import { checkServer } from '../../diagnostics/server-checks.ts';
import { serverTargets } from '../../diagnostics/targets.ts';
import { type AskedServer, askConfigured, serverJson } from '../configured-servers.ts';
import type { SettingsContext } from '../context.ts';
import { drift } from '../drift.ts';
import { exitCodes, type Outcome } from '../outcome.ts';
import { readSources, type Sources } from '../read-sources.ts';
import { fromWords } from '../value-words.ts';

/** What one check of one configuration server has found. */
interface Checked extends Finding {
  readonly check: CheckName;
  readonly address: string;
}

/** How long each check of a server may take. */
const limitMs = 5_000;

/** Reads every source, checks each configured configuration server and asks what it names; tells all that is wrong. */
export async function checkSettings(context: SettingsContext): Promise<Outcome> {
  const sources = readSources(context.file, context.policies);
  const { resolved, problems } = sources;
  const checks = (await Promise.all(targetsOf(sources).map((target) => checked(target, context)))).flat();
  const [servers, name] = await Promise.all([
    askConfigured(resolved, context),
    checkClusterName(resolved.settings, context),
  ]);
  const wrong = [
    ...problems.map(({ message }) => message),
    ...context.encryption.problems,
    ...checks.filter(({ outcome }) => outcome === 'fail').map((one) => faultWords(one, servers)),
    ...(name.outcome === 'fail' ? [`${name.found} ${name.remedy}`] : []),
    ...notDownloaded(servers, checks),
    ...(pairFault(servers) ?? []),
    ...drift(resolved, servers),
  ];
  return {
    exit: wrong.length === 0 ? exitCodes.done : exitCodes.wrong,
    lines: [
      ...servers.flatMap(goodWords),
      ...(name.outcome === 'pass' ? [name.found] : []),
      howMany(wrong.length),
    ],
    errors: wrong,
    json: {
      problems,
      authorities: context.encryption.problems,
      name,
      checks,
      servers: servers.map(serverJson),
    },
  };
}

function targetsOf({ resolved: { settings } }: Sources): readonly ServerTarget[] {
  return serverTargets({ settings, profiles: [], lastProfile: null });
}

async function checked(target: ServerTarget, context: SettingsContext): Promise<readonly Checked[]> {
  const found: Checked[] = [];
  await checkServer(target, { ...context, cluster: null, limitMs }, (check, finding) =>
    found.push({ check, address: target.address, ...finding }),
  );
  return found;
}

function faultWords({ address, found, remedy }: Checked, servers: readonly AskedServer[]): string {
  const from = servers
    .filter((server) => server.address === address)
    .map(({ setting }) => fromWords(setting));
  const where = address === '' ? 'Configuration servers: ' : found.includes(address) ? '' : `${address}: `;
  const source = from.length > 0 ? ` The address comes from ${[...new Set(from)].join(' and ')}.` : '';
  return `${where}${found}${source}${remedy === null ? '' : ` ${remedy}`}`;
}

/** Servers that said Hello and then gave nothing: the checks ask for no more than Hello. */
function notDownloaded(servers: readonly AskedServer[], checks: readonly Checked[]): readonly string[] {
  const faulty = new Set(checks.filter(({ outcome }) => outcome === 'fail').map(({ address }) => address));
  return servers.flatMap(({ address, answer, failure }) =>
    answer?.type === 'fails' && failure !== null && !faulty.has(address) ? [failure] : [],
  );
}

function pairFault(servers: readonly AskedServer[]): readonly string[] | null {
  const [a, b] = servers;
  if (!a || !b) return null;
  const of = ({ address, answer }: AskedServer) => {
    const hello = answer?.hello ?? null;
    // A side that answers as the other is told by the check of its role.
    const says = hello && { side: hello.side, cluster: hello.cluster };
    return { address: address === '' ? null : address, says };
  };
  const sides = { A: of(a), B: of(b) } satisfies Record<Side, unknown>;
  const [one, other] = [sides.A.says, sides.B.says];
  const isOneServer = one !== null && one.side === other?.side && one.cluster === other.cluster;
  const areTwoClusters = one !== null && other !== null && one.cluster !== other.cluster;
  if (!isOneServer && !areTwoClusters && a.address !== b.address) return null;
  const sentence = misconfiguration('configuration', { sides });
  return sentence === null ? null : [capitalised(sentence)];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function goodWords({ side, address, answer }: AskedServer): readonly string[] {
  if (answer?.type !== 'answers') return [];
  const { hello, configuration } = answer;
  return [
    `Configuration server ${side} (${address}) answers: it is server ${hello.side} of the cluster "${configuration.cluster.name}" (${configuration.cluster.id}).`,
  ];
}

function howMany(wrong: number): string {
  if (wrong === 0) return 'All is right.';
  return wrong === 1 ? 'One thing is wrong.' : `${wrong} things are wrong.`;
}
