import type { Server } from 'node:net';

/** Lets it listen on a free port of loopback: `127.0.0.1:PORT`. */
export function listening(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(`127.0.0.1:${address.port}`);
      else reject(new Error('The server listens on no port.'));
    });
  });
}
