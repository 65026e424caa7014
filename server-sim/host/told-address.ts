import { formatAddress } from '../../contract/servers/address.ts';
import { isLoopback } from '../../contract/servers/connection-security.ts';
import type { TlsIdentity } from './tls-identity.ts';

/** What desks are told to call: elsewhere than on this computer they would ask for TLS where nothing is said. */
export function toldAddress(host: string, port: number, tls: TlsIdentity | null): string {
  const security = tls ? 'tls' : isLoopback(host) ? null : 'plain';
  return formatAddress({ host, port, security });
}
