import type { Configuration } from '../../../contract/configuration/messages.ts';
import type { Side } from '../../../contract/servers/server-kind.ts';
import { describeCause } from '../../servers/connection-cause.ts';
import { findCluster } from '../../settings/find-cluster.ts';
import type { Resolved } from '../../settings/layers/in-force.ts';
import type { AddressPair, Healing } from '../../settings/local-settings.ts';
import { askConfiguration } from '../ask-configuration.ts';
import { askConfigured, serverJson } from '../configured-servers.ts';
import type { SettingsContext } from '../context.ts';
import { driftWords } from '../drift.ts';
import { exitCodes, notWritten, type Outcome } from '../outcome.ts';
import { readSources } from '../read-sources.ts';
import { changeUserSettings } from '../user-settings.ts';
import { valueWords } from '../value-words.ts';

/** Where the pair of addresses comes from. */
interface Found {
  readonly address: string;
  readonly configuration: Configuration;
}

/** Corrects both addresses from whichever configured one answers, or from the cluster's name; as a desk does at its start. */
export async function healSettings(context: SettingsContext): Promise<Outcome> {
  const { resolved } = readSources(context.file, context.policies);
  const servers = await askConfigured(resolved, context);
  const answering = servers.find(({ answer }) => answer?.type === 'answers');
  const json = { servers: servers.map(serverJson) };
  if (answering?.answer?.type === 'answers') {
    return heal(context, { address: answering.address, configuration: answering.answer.configuration }, json);
  }
  const byName = await findByName(resolved, context);
  if (byName.found !== null) return heal(context, byName.found, json);
  const errors = [...servers.flatMap(({ failure }) => failure ?? []), ...byName.errors];
  return {
    exit: exitCodes.wrong,
    lines: ['No configuration server answers: nothing was changed.'],
    errors,
    json: { healing: 'none-answers', ...json },
  };
}

function heal(context: SettingsContext, { address, configuration }: Found, json: Outcome['json']): Outcome {
  const { configurationServers: told, cluster } = configuration;
  const healed = changeUserSettings(context, (settings) => settings.heal(told));
  if (!healed.ok) return notWritten(healed.error);
  const { value: healing, notices } = healed.value;
  const drift = healing.type === 'locked' ? healing.drift : [];
  return {
    exit: drift.length === 0 ? exitCodes.done : exitCodes.wrong,
    lines: [
      `${address} answers for the cluster "${cluster.name}" (${cluster.id}), whose configuration servers are ${told.a} and ${told.b}.`,
      ...whatChanged(healing),
    ],
    errors: [...notices, ...drift.map(driftWords)],
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
  { encryption, names, timers, newId }: SettingsContext,
): Promise<{ readonly found: Found | null; readonly errors: readonly string[] }> {
  const name = String(settings['configurationServers.name'].value).trim();
  if (name === '') return { found: null, errors: [] };
  const known: AddressPair = {
    a: String(settings['configurationServers.a'].value),
    b: String(settings['configurationServers.b'].value),
  };
  const pair = await findCluster({ name, known, names });
  if (!pair.ok) return { found: null, errors: [pair.error] };
  const errors: string[] = [];
  for (const [side, address] of [
    ['A', pair.value.a],
    ['B', pair.value.b],
  ] as const satisfies readonly [Side, string][]) {
    if (address === '') continue;
    const answer = await askConfiguration({ address, encryption, timers, newId });
    if (answer.type === 'answers')
      return { found: { address, configuration: answer.configuration }, errors: [] };
    errors.push(
      `${describeCause('configuration', side, address, answer.cause)} Its address comes from the name "${name}".`,
    );
  }
  return { found: null, errors };
}
