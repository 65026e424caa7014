import type { ConnectionView } from '../../contract/desk/desk-state.ts';
import { serverName } from '../../contract/servers/server-kind.ts';

/** "CTI server A (10.0.0.1:8110)", where one is connected. */
export function connectedServer({ kind, inUse, sides }: ConnectionView): string | null {
  return inUse === null ? null : `${serverName(kind, inUse)} (${sides[inUse].address ?? 'no address'})`;
}
