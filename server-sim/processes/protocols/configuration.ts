import * as z from 'zod';
import { configuration } from '../../../contract/configuration/messages.ts';
import { agentEntry } from '../../configuration-server/agent-entries.ts';
import type { ClusterSettings, ConfigurationSource } from '../../configuration-server/configuration-store.ts';
import type { ServerLog } from '../../host/server-log.ts';
import type { Channel } from '../link/channel.ts';
import { createLink } from '../link/link.ts';

const settings = z.object({ configuration, agents: z.array(agentEntry).readonly() });

/** A configuration server at the cluster's one configuration. */
export const configurationProtocol = {
  name: 'configuration',
  client: { calls: {}, news: { changed: settings } },
  server: { calls: { current: { ask: z.object({}), answer: settings } }, news: {} },
} as const;

/** The configuration as a server in another process has it: a copy that follows. */
export async function distantConfiguration(channel: Channel, log: ServerLog): Promise<ConfigurationSource> {
  const listeners = new Set<(changed: ClusterSettings) => void>();
  let newest: ClusterSettings | null = null;
  const link = createLink({
    channel,
    peer: 'the cluster',
    own: configurationProtocol.client,
    other: configurationProtocol.server,
    handlers: {
      calls: {},
      news: {
        changed(next) {
          newest = next;
          for (const listener of listeners) listener(next);
        },
      },
    },
    log,
  });
  const first = await link.ask('current', {});
  return {
    current: () => newest ?? first,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** One life of a configuration server's process, at the configuration. */
export function serveConfiguration(
  channel: Channel,
  from: string,
  store: ConfigurationSource,
  log: ServerLog,
): void {
  const link = createLink({
    channel,
    peer: from,
    own: configurationProtocol.server,
    other: configurationProtocol.client,
    handlers: { calls: { current: () => store.current() }, news: {} },
    log,
  });
  link.onClosed(store.onChange((changed) => link.tell('changed', changed)));
}
