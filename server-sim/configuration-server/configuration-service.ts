import { type ConfigurationAnswer, configurationRequest } from '../../contract/configuration/messages.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import type { SocketService } from '../host/client-link.ts';
import { createJsonService } from '../host/json-service.ts';
import type { ServerLog } from '../host/server-log.ts';
import type { ConfigurationSource } from './configuration-store.ts';

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
    cluster: () => store.current().cluster.id,
    requests: configurationRequest,
    now,
    log,
    handle(client, request) {
      const configuration = store.current();
      log.info(`${client.remote} downloads revision ${configuration.revision}`);
      client.send({ type: 'GlobalSettingsDownloadConf', id: request.id, time: now(), configuration });
    },
    dispose: () => forget(),
  });
  const forget = store.onChange((configuration) => {
    log.info(`Revision ${configuration.revision} goes to every desk`);
    service.broadcast({ type: 'GlobalSettingsChangedEvent', time: now(), configuration });
  });
  return service;
}
