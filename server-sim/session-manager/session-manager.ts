import type { Side } from '../../contract/servers/server-kind.ts';
import { type SessionsAnswer, sessionsFailureCodes } from '../../contract/sessions/answers.ts';
import { sessionsRequest } from '../../contract/sessions/requests.ts';
import type { CommunicationLink, CommunicationSessions } from '../connector/communication-sessions.ts';
import type { SocketService } from '../host/client-link.ts';
import { createJsonService, type JsonClient } from '../host/json-service.ts';
import type { ServerLog } from '../host/server-log.ts';
import { serverTitle } from '../host/server-title.ts';

export interface SessionManagerOptions {
  readonly side: Side;
  readonly cluster: () => string;
  readonly connector: CommunicationSessions;
  /** Server's time. */
  readonly now: () => number;
  readonly log: ServerLog;
}

/** One of the two Communications Session Managers. It keeps nothing but its connections: the connector knows the rest. */
export function createSessionManager(options: SessionManagerOptions): SocketService {
  const { side, cluster, connector, now, log } = options;
  const links = new Map<JsonClient<SessionsAnswer>, CommunicationLink>();
  const leave = (client: JsonClient<SessionsAnswer>): void => {
    links.get(client)?.detach();
    links.delete(client);
  };
  return createJsonService<typeof sessionsRequest, SessionsAnswer>({
    kind: 'sessions',
    side,
    cluster,
    requests: sessionsRequest,
    now,
    log,
    handle(client, request) {
      switch (request.type) {
        case 'HeartbeatRequest':
          return;
        case 'OpenCommunicationSessionRequest': {
          log.info(`${client.remote} is ${request.desk.name} for agent ${request.agentId}`, {
            desk: request.desk.id,
          });
          leave(client);
          links.set(
            client,
            connector.open({ side, request }, (answer) => client.send(answer)),
          );
          return;
        }
        default: {
          const link = links.get(client);
          if (link) return link.request(request);
          const why = `${serverTitle('sessions', side)} has no communication session open for this desk: send OpenCommunicationSessionRequest first`;
          client.refuse(request.id, sessionsFailureCodes.noSession, why);
        }
      }
    },
    gone: leave,
    dispose() {
      for (const client of [...links.keys()]) leave(client);
    },
  });
}
