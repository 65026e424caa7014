import { type ServerKind, type Side, serverName } from '../../contract/servers/server-kind.ts';

/** A server's name at the beginning of a sentence: "Licensing server A". */
export function serverTitle(kind: ServerKind, side: Side): string {
  const name = serverName(kind, side);
  return name.charAt(0).toUpperCase() + name.slice(1);
}
