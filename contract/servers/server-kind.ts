/** The services the desk keeps a pair of servers for. `sessions`: the Communications Session Managers. */
export const serverKinds = ['configuration', 'licensing', 'cti', 'sip', 'sessions'] as const;
export type ServerKind = (typeof serverKinds)[number];

export const sides = ['A', 'B'] as const;
export type Side = (typeof sides)[number];

/** How a server is named in a sentence: "CTI server A", "configuration server B", "session manager A". */
export function serverName(kind: ServerKind, at: Side): string {
  return `${serverNoun[kind]} ${at}`;
}

/** The service's name inside a sentence. */
export const serviceName: Readonly<Record<ServerKind, string>> = {
  configuration: 'configuration',
  licensing: 'licensing',
  cti: 'CTI',
  sip: 'SIP',
  sessions: 'sessions',
};

/** What one of a service's two servers is called: "CTI server", "session manager". */
export const serverNoun: Readonly<Record<ServerKind, string>> = {
  configuration: 'configuration server',
  licensing: 'licensing server',
  cti: 'CTI server',
  sip: 'SIP server',
  sessions: 'session manager',
};
