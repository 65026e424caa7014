import { isIP, type LookupFunction, type TcpNetConnectOpts } from 'node:net';
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { fail, ok, type Result } from '../../../contract/result.ts';
import type { ServerAddress } from '../../../contract/servers/address.ts';
import type { ConnectionCause } from '../connection-cause.ts';
import { causeOfError } from '../handshake-cause.ts';
import { certificateProblem } from './certificate-problem.ts';

export interface TlsDialOptions {
  readonly address: ServerAddress;
  readonly context: SecureContext;
  /** What the sentence of a deadline that passed says, milliseconds; whoever dials keeps it. */
  readonly deadlineMs: number;
  readonly lookup?: LookupFunction | undefined;
}

/**
 * Connects and shakes hands. `done` is called once, unless the socket is destroyed before; the socket that it is given
 * has shown a certificate that is trusted and for this host, and nothing was sent over it before that.
 */
export function dialTls(
  options: TlsDialOptions,
  done: (outcome: Result<TLSSocket, ConnectionCause>) => void,
): TLSSocket {
  const { address, context, deadlineMs, lookup } = options;
  const { host, port } = address;
  // Neither a zone (RFC 6874) nor the dot of a whole name (RFC 6066, 3) is in certificates.
  const name = (host.split('%')[0] ?? host).replace(/\.$/, '');
  let isDone = false;
  const end = (outcome: Result<TLSSocket, ConnectionCause>): void => {
    if (isDone) return;
    isDone = true;
    done(outcome);
  };
  const wanted: ConnectionOptions & Pick<TcpNetConnectOpts, 'autoSelectFamily'> = {
    host,
    port,
    autoSelectFamily: true,
    secureContext: context,
    ALPNProtocols: ['http/1.1'],
    ...(isIP(name) === 0 && { servername: name }),
    ...(lookup && { lookup }),
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    // Node would end the socket before anybody can ask what the certificate says. It is refused below.
    rejectUnauthorized: false,
  };
  const socket = connect(wanted);
  const failed = (error: Error): void => end(fail(causeOfError(error, host, deadlineMs)));
  socket.on('error', failed);
  socket.once('secureConnect', () => {
    if (!socket.authorized) {
      const shown = socket.getPeerCertificate(true);
      const problem = certificateProblem(String(socket.authorizationError), shown, name);
      socket.destroy();
      end(fail({ type: 'bad-certificate', problem }));
      return;
    }
    end(ok(socket));
    socket.off('error', failed);
  });
  return socket;
}
