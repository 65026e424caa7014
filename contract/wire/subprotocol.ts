import type { ServerKind } from '../servers/server-kind.ts';

/** WebSocket subprotocols (RFC 6455, section 1.9; `sip` is RFC 7118). A server that does not choose ours is not ours. */
export const subprotocol: Readonly<Record<ServerKind, string>> = {
  configuration: 'switchhook.configuration.1',
  licensing: 'switchhook.licensing.1',
  cti: 'switchhook.cti.1',
  sip: 'sip',
  sessions: 'switchhook.sessions.1',
};
