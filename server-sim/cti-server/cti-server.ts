import type { SocketService } from '../host/client-link.ts';
import { type DeskConnection, type DeskConnectionOptions, openDeskConnection } from './desk-connection.ts';

/** One of the two CTI OS servers (seed 004). It keeps nothing but its connections: the switch knows the rest. */
export function createCtiServer(options: DeskConnectionOptions): SocketService {
  const connections = new Set<DeskConnection>();
  return {
    accept(link) {
      const connection = openDeskConnection(link, options);
      connections.add(connection);
      link.onClose(() => {
        connections.delete(connection);
        connection.end();
      });
    },
    dispose() {
      for (const connection of connections) connection.end();
      connections.clear();
    },
  };
}
