import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { TlsIdentity } from './tls-identity.ts';

/** Turns what clients send into what they say, where a server speaks TLS. */
export interface SecureFront {
  /**
   * Waits for the first bytes of a client.
   *
   * @param plain called with a client that does not begin with TLS: it is to be told so
   * @param secure called with the stream of what it says; its handshake may still come to nothing
   */
  take(carrier: Duplex, secure: (stream: Duplex) => void, plain: () => void): void;
  /** The stream that carries this one. */
  carrierOf(stream: Duplex): Duplex;
}

/** The first byte of a handshake record (RFC 8446, 5.1). */
const handshakeRecord = 0x16;

export function createSecureFront({ certificate, key }: TlsIdentity): SecureFront {
  const secureContext = createSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' });
  const carriers = new WeakMap<Duplex, Duplex>();
  return {
    take(carrier, secure, plain) {
      carrier.once('readable', () => {
        const first: unknown = carrier.read();
        if (!(first instanceof Uint8Array)) return;
        carrier.unshift(first);
        if (first[0] !== handshakeRecord) return plain();
        const stream = new TLSSocket(carrier, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
        carriers.set(stream, carrier);
        // A client that does not take the certificate, or goes in the middle, tells why itself.
        stream.on('error', () => carrier.destroy());
        secure(stream);
      });
    },
    carrierOf: (stream) => carriers.get(stream) ?? stream,
  };
}
