import type { Configuration } from '../../contract/configuration/messages.ts';

/** A cluster's configuration, whole, as a configuration server has it. */
export interface ConfigurationSource {
  current(): Configuration;
  onChange(listener: (configuration: Configuration) => void): () => void;
}

/** What a cluster's two configuration servers share: one configuration. */
export interface ConfigurationStore extends ConfigurationSource {
  /** Puts another in its place, under the next revision, and tells whoever listens. */
  replace(next: Omit<Configuration, 'revision'>): Configuration;
}

export function createConfigurationStore(first: Omit<Configuration, 'revision'>): ConfigurationStore {
  let current: Configuration = { ...first, revision: 1 };
  const listeners = new Set<(configuration: Configuration) => void>();
  return {
    current: () => current,
    replace(next) {
      current = { ...next, revision: current.revision + 1 };
      for (const listener of listeners) listener(current);
      return current;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
