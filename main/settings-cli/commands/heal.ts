import type { Configuration } from '../../../contract/configuration/messages.ts';
import type { Side } from '../../../contract/servers/server-kind.ts';
import { describeCause } from '../../servers/connection-cause.ts';
import { findCluster } from '../../settings/find-cluster.ts';
import type { Resolved } from '../../settings/layers/in-force.ts';
import type { AddressPair, Healing } from '../../settings/local-settings.ts';
import { askConfiguration, type ServerAnswer } from '../ask-configuration.ts';
import { type AskedServer, askConfigured, clustersThere, serverJson } from '../configured-servers.ts';
import type { SettingsContext } from '../context.ts';
import { driftWords } from '../drift.ts';
import { exitCodes, notWritten, type Outcome } from '../outcome.ts';
import { readSources } from '../read-sources.ts';
import { changeUserSettings } from '../user-settings.ts';
import { fromWords, valueWords } from '../value-words.ts';

/** Where the pair of addresses comes from. */
interface Found {
  readonly address: string;
  readonly configuration: Configuration;
}

export interface HealOptions {
  /** Of which cluster a server has to be for its word to count; null: of any, as long as there is one alone. */
  readonly cluster: string | null;
}

/**
 * Corrects both addresses from whichever configured one answers, or from the cluster's name; as a desk does at its
 * start. Where two clusters answer it changes nothing until it is told which is right.
 */
export async function healSettings(context: SettingsContext, { cluster }: HealOptions): Promise<Outcome> {
  const { resolved, problems } = readSources(context.file, context.policies);
  const wrong = problems.map(({ message }) => message);
  const servers = await askConfigured(resolved, context);
  const json = { servers: servers.map(serverJson) };
  if (cluster === null && clustersThere(servers).length > 1) return twoClusters(servers, wrong, json);
  for (const { address, answer } of servers) {
    if (answer?.type !== 'answers' || isOther(answer, cluster)) continue;
    return heal(context, { address, configuration: answer.configuration }, json);
  }
  const byName = await findByName(resolved, cluster, context);
  if (byName.found !== null) return heal(context, byName.found, json);
  const of = cluster === null ? '' : ` of the cluster "${cluster}"`;
  return {
    exit: exitCodes.wrong,
    lines: [`No configuration server${of} answers: nothing was changed.`],
    errors: [
      ...wrong,
      ...servers.flatMap(({ side, address, answer, failure }) =>
        answer?.type === 'answers' ? otherCluster(side, address, answer) : (failure ?? []),
      ),
      ...byName.errors,
    ],
    json: { healing: 'none-answers', ...json },
  };
}

type Answered = Extract<ServerAnswer, { type: 'answers' }>;

function isOther({ hello }: Answered, cluster: string | null): boolean {
  return cluster !== null && hello.cluster !== cluster;
}

function otherCluster(side: Side, address: string, { hello }: Answered): string {
  return `Configuration server ${side} (${address}) belongs to the cluster "${hello.cluster}".`;
}

function twoClusters(
  servers: readonly AskedServer[],
  wrong: readonly string[],
  json: Outcome['json'],
): Outcome {
  const which = servers.flatMap(({ side, address, setting, answer }) => {
    if (!answer?.hello) return [];
    const { cluster } = answer.hello;
    return `Address ${side} (${address}, from ${fromWords(setting)}) leads to the cluster "${cluster}".`;
  });
  return {
    exit: exitCodes.wrong,
    lines: ['Servers of two clusters answer: nothing was changed.'],
    errors: [
      ...wrong,
      ...which,
      'Which of the two this desk belongs to cannot be known from here: correct the wrong address, or name the right cluster by --cluster ID.',
    ],
    json: { healing: 'two-clusters', ...json },
  };
}

function heal(context: SettingsContext, { address, configuration }: Found, json: Outcome['json']): Outcome {
  const { configurationServers: told, cluster } = configuration;
  const healed = changeUserSettings(context, (settings) => settings.heal(told));
  if (!healed.ok) return notWritten(healed.error);
  const { value: healing, notices } = healed.value;
  const drift = healing.type === 'locked' ? healing.drift : [];
  // A wrong policy is not healed by what is written below it.
  const wrong = readSources(context.file, context.policies).problems.map(({ message }) => message);
  return {
    exit: drift.length === 0 && wrong.length === 0 ? exitCodes.done : exitCodes.wrong,
    lines: [
      `${address} answers for the cluster "${cluster.name}" (${cluster.id}), whose configuration servers are ${told.a} and ${told.b}.`,
      ...whatChanged(healing),
    ],
    errors: [...notices, ...wrong, ...drift.map(driftWords)],
    json: { healing: healing.type, answered: address, told, drift, ...changeJson(healing), ...json },
  };
}

function whatChanged(healing: Healing): readonly string[] {
  if (healing.type === 'same') return ['Both addresses are right: nothing was changed.'];
  const { before, now } = healing;
  return (['a', 'b'] as const)
    .filter((side) => before[side] !== now[side])
    .map(
      (side) =>
        `Address ${side.toUpperCase()} was ${valueWords(before[side])} and is ${valueWords(now[side])} now.`,
    );
}

function changeJson(healing: Healing): Readonly<Record<string, unknown>> {
  return healing.type === 'same' ? {} : { before: healing.before, now: healing.now };
}

async function findByName(
  { settings }: Resolved,
  cluster: string | null,
  { encryption, names, timers, newId }: SettingsContext,
): Promise<{ readonly found: Found | null; readonly errors: readonly string[] }> {
  const name = String(settings['configurationServers.name'].value).trim();
  if (name === '') return { found: null, errors: [] };
  const known: AddressPair = {
    a: String(settings['configurationServers.a'].value),
    b: String(settings['configurationServers.b'].value),
  };
  const pair = await findCluster({ name, known, names, timers });
  if (!pair.ok) return { found: null, errors: [pair.error] };
  const errors: string[] = [];
  for (const [side, address] of [
    ['A', pair.value.a],
    ['B', pair.value.b],
  ] as const satisfies readonly [Side, string][]) {
    if (address === '') continue;
    const answer = await askConfiguration({ address, encryption, timers, newId });
    if (answer.type === 'answers' && !isOther(answer, cluster))
      return { found: { address, configuration: answer.configuration }, errors: [] };
    errors.push(
      `${answer.type === 'answers' ? otherCluster(side, address, answer) : describeCause('configuration', side, address, answer.cause)} Its address comes from the name "${name}".`,
    );
  }
  return { found: null, errors };
}
