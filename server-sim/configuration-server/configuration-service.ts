import type * as z from 'zod';
import {
  type AgentRecordKey,
  type agentRecordRequest,
  type ConfigurationAnswer,
  configurationFailureCodes,
  configurationRequest,
} from '../../contract/configuration/messages.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import type { SocketService } from '../host/client-link.ts';
import { createJsonService, type JsonClient } from '../host/json-service.ts';
import type { ServerLog } from '../host/server-log.ts';
import { serverTitle } from '../host/server-title.ts';
import { entryOf } from './agent-entries.ts';
import type { ConfigurationSource } from './configuration-store.ts';

type AgentRecordRequest = z.output<typeof agentRecordRequest>;

/**
 * One of the two configuration machines (seed 004, start-up step 3): profiles and desktop settings on request, and
 * again to everybody connected when the cluster changes them.
 */
export function createConfigurationService(options: {
  readonly side: Side;
  readonly store: ConfigurationSource;
  /** Server's time. */
  readonly now: () => number;
  readonly log: ServerLog;
}): SocketService {
  const { side, store, now, log } = options;
  const service = createJsonService<typeof configurationRequest, ConfigurationAnswer>({
    kind: 'configuration',
    side,
    cluster: () => store.current().configuration.cluster.id,
    requests: configurationRequest,
    now,
    log,
    handle(client, request) {
      switch (request.type) {
        case 'GlobalSettingsDownloadRequest': {
          const { configuration } = store.current();
          log.info(`${client.remote} downloads revision ${configuration.revision}`);
          return client.send({
            type: 'GlobalSettingsDownloadConf',
            id: request.id,
            time: now(),
            configuration,
          });
        }
        case 'QueryAgentRecordRequest':
          answerRecord(client, request);
      }
    },
    dispose: () => forget(),
  });
  function answerRecord(client: JsonClient<ConfigurationAnswer>, { id, of }: AgentRecordRequest): void {
    const entry = entryOf(store.current().agents, of);
    if (entry) {
      log.info(`${client.remote} is told which agent ${nameOf(of)} is: ${entry.agentId}`);
      const password = of.by === 'system-user' && of.withPassword ? entry.password : null;
      client.send({ type: 'QueryAgentRecordConf', id, agentId: entry.agentId, password });
      return;
    }
    const { noAgentRecord } = configurationFailureCodes;
    const message = `${serverTitle('configuration', side)} has no record of ${nameOf(of)}. Ask IT to add it, or log in with a profile whose login string has an agent ID.`;
    client.refuse(id, noAgentRecord, message);
  }
  const forget = store.onChange(({ configuration }) => {
    log.info(`Revision ${configuration.revision} goes to every desk`);
    service.broadcast({ type: 'GlobalSettingsChangedEvent', time: now(), configuration });
  });
  return service;
}

function nameOf(of: AgentRecordKey): string {
  switch (of.by) {
    case 'system-user':
      return `the system's user "${of.systemUser}"`;
    case 'agent-name':
      return `an agent named "${of.agentName}"`;
  }
}
