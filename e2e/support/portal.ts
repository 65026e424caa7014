import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Where the network sends everybody who has not signed in. */
export const signInPage = 'http://sign-in.example/';

const answer = [
  'HTTP/1.1 302 Found',
  `Location: ${signInPage}`,
  'Content-Length: 0',
  'Connection: close',
  '',
  '',
].join('\r\n');

/** A network between a desk and its servers that wants a signature now and then: a captive portal. */
export class Portal {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  #isClosed = false;

  /** An address that leads to this one, while the network lets through. */
  async before(address: string): Promise<string> {
    const { hostname, port } = new URL(`ws://${address}`);
    const server = createServer((desk) => {
      this.#keep(desk);
      if (this.#isClosed) {
        desk.once('data', () => desk.end(answer));
        return;
      }
      const target = connect({ host: hostname, port: Number(port) });
      this.#keep(target);
      desk.pipe(target).pipe(desk);
      desk.once('close', () => target.destroy());
      target.once('close', () => desk.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Who was let through is cut off, and every address answers with the sign-in page. */
  shut(): void {
    this.#isClosed = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Somebody has signed in. */
  open(): void {
    this.#isClosed = false;
  }

  close(): void {
    this.shut();
    for (const server of this.#servers) server.close();
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
