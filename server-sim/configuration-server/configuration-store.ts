import type { Configuration } from '../../contract/configuration/messages.ts';
import type { AgentEntry } from './agent-entries.ts';

/** What a configuration server knows: what every desk downloads, and who its agents are, which is asked one by one. */
export interface ClusterSettings {
  readonly configuration: Configuration;
  readonly agents: readonly AgentEntry[];
}

/** A cluster's settings, whole, as a configuration server has them. */
export interface ConfigurationSource {
  current(): ClusterSettings;
  onChange(listener: (settings: ClusterSettings) => void): () => void;
}

type Unnumbered = Omit<ClusterSettings, 'configuration'> & {
  readonly configuration: Omit<Configuration, 'revision'>;
};

/** What a cluster's two configuration servers share: the same settings. */
export interface ConfigurationStore extends ConfigurationSource {
  /** Puts others in their place, under the next revision, and tells whoever listens. */
  replace(next: Unnumbered): ClusterSettings;
}

export function createConfigurationStore(first: Unnumbered): ConfigurationStore {
  let current = numbered(first, 1);
  const listeners = new Set<(settings: ClusterSettings) => void>();
  return {
    current: () => current,
    replace(next) {
      current = numbered(next, current.configuration.revision + 1);
      for (const listener of listeners) listener(current);
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function numbered({ configuration, agents }: Unnumbered, revision: number): ClusterSettings {
  return { configuration: { ...configuration, revision }, agents };
}
