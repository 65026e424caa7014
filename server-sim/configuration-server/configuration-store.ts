import type { Configuration } from '../../contract/configuration/messages.ts';

/** What a cluster's two configuration servers share: one configuration, whole. */
export interface ConfigurationStore {
  current(): Configuration;
  /** Puts another in its place, under the next revision, and tells whoever listens. */
  replace(next: Omit<Configuration, 'revision'>): Configuration;
  onChange(listener: (configuration: Configuration) => void): () => void;
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
