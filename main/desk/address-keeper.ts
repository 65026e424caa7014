import { serverName } from '../../contract/servers/server-kind.ts';
import { findCluster } from '../settings/find-cluster.ts';
import { type AddressPair, configurationServers, type Drift } from '../settings/local-settings.ts';
import { sourceWords } from '../settings/source-words.ts';
import type { TimerHandle } from '../timers.ts';
import type { AddressSources } from './address-sources.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { Input } from './inputs.ts';
import type { Pairs } from './pairs.ts';

/** Keeps the configuration pair at the addresses that are right: by the settings, by the cluster, by its name. */
export interface AddressKeeper {
  /** Whatever changes the addresses from now on, the pair is told, and the desk where they come from. */
  start(): void;
  /** The cluster named its two configuration servers (seed 004). */
  heal(told: AddressPair): void;
  /** Neither answers: where the settings have a name for the cluster, it is asked for where it is now. Never rejects. */
  find(): Promise<void>;
  stop(): void;
}

/** The addresses in force; null: blank. */
export function dialled({ a, b }: AddressPair): { readonly a: string | null; readonly b: string | null } {
  return { a: a || null, b: b || null };
}

/** A name is asked again after so long where nothing else asks, milliseconds. */
const askAgainMs = 15_000;

export function createAddressKeeper(
  { settings, names, timers, log }: Pick<DeskPorts, 'settings' | 'names' | 'timers' | 'log'>,
  pairs: Pick<Pairs, 'setConfigurationServers'>,
  put: (input: Input) => void,
): AddressKeeper {
  let inForce = configurationServers(settings.read());
  let sources: AddressSources = { A: null, B: null };
  /** Where the name led last. */
  let found: AddressPair | null = null;
  let isSeeking = false;
  /** The name that is to lead somewhere: neither address answers. */
  let soughtFor: string | null = null;
  let again: TimerHandle | null = null;
  let unfollow: () => void = () => undefined;

  function dial(addresses: AddressPair): void {
    const { a, b } = dialled(addresses);
    pairs.setConfigurationServers(a, b);
  }

  function clusterName(): string {
    return settings.read().inForce['configurationServers.name'].trim();
  }

  function follow(): void {
    const now = configurationServers(settings.read());
    tellSources();
    if (soughtFor !== null && soughtFor !== clusterName()) void find();
    if (now.a === inForce.a && now.b === inForce.b) return;
    inForce = now;
    found = null;
    dial(now);
  }

  function tellSources(): void {
    const { settings: all } = settings.resolved();
    const now = {
      A: sourceWords(all['configurationServers.a']),
      B: sourceWords(all['configurationServers.b']),
    };
    if (now.A === sources.A && now.B === sources.B) return;
    sources = now;
    put({ type: 'addressSources', sources });
  }

  function drifted(drift: readonly Drift[]): void {
    const sentence = driftText(drift);
    // Told once, however often the desk is started; the log has it each time.
    log.warn(sentence);
    if (settings.read().driftTold === sentence) return;
    put({ type: 'addressDrift', sentence });
    settings.remember({ driftTold: sentence });
  }

  async function find(): Promise<void> {
    const name = clusterName();
    soughtFor = name;
    timers.clearTimeout(again);
    if (name === '' || isSeeking) return;
    isSeeking = true;
    const led = await findCluster({ name, known: inForce, names, timers });
    isSeeking = false;
    // Without an address nothing is dialled, and nothing fails: nobody else would ask again.
    if (inForce.a === '' && inForce.b === '') again = timers.setTimeout(() => void find(), askAgainMs);
    if (!led.ok) {
      put({ type: 'clusterNotFound', sentence: led.error });
      return;
    }
    // Where it led has failed too, then: the addresses in force have their turn again.
    const isTried = found?.a === led.value.a && found.b === led.value.b;
    found = isTried ? null : led.value;
    if (!isTried) {
      const { a, b } = led.value;
      log.info(
        `The name "${name}" leads to configuration servers at ${[a, b].filter(Boolean).join(' and ')}.`,
      );
    }
    dial(found ?? inForce);
  }

  return {
    start: () => {
      tellSources();
      unfollow = settings.onChange(follow);
    },
    heal: (told) => {
      soughtFor = null;
      timers.clearTimeout(again);
      const healed = settings.heal(told);
      switch (healed.type) {
        case 'same':
          return;
        case 'corrected':
          log.info(
            `The configuration servers' addresses were corrected from the cluster: A ${told.a}, B ${told.b}.`,
            { before: healed.before },
          );
          return;
        case 'locked':
          drifted(healed.drift);
      }
    },
    find,
    stop: () => {
      timers.clearTimeout(again);
      unfollow();
    },
  };
}

function driftText(drift: readonly Drift[]): string {
  const each = drift.map(
    ({ key, inForce, toldByCluster, place }) =>
      `the policy in ${place} sets ${serverName('configuration', key.endsWith('.a') ? 'A' : 'B')} to ${inForce || 'nothing'}, and the cluster names ${toldByCluster}`,
  );
  const sentence = each.join('; ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}. You can work; tell IT, who can correct the policy.`;
}
