import type { CustomScheme, Protocol } from 'electron';
import { host } from '../../core/host.ts';
import { type PartOf, refuseMissing } from '../../core/missing.ts';

/** Answers the requests of a custom scheme. */
export type SchemeHandler = (request: Request) => Response | Promise<Response>;

/** Electron's `protocol`, of one session. */
export class ShellProtocol implements PartOf<Omit<Protocol, 'handle'>, ShellProtocol> {
  readonly #handlers = new Map<string, SchemeHandler>();

  /** What a scheme may do does not matter here: it is served over https, which may do everything. */
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    for (const { scheme } of schemes) host.schemes.register(scheme);
  }

  handle(scheme: string, handler: SchemeHandler): void {
    if (this.#handlers.has(scheme)) throw new Error(`The scheme has been intercepted: ${scheme}`);
    host.schemes.register(scheme);
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    this.#handlers.delete(scheme);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** Who answers an address, if it is of a handled scheme. No member of Electron's protocol. */
  static handlerOf(protocol: ShellProtocol, url: string): SchemeHandler | undefined {
    const scheme = host.schemes.schemeOf(url);
    return scheme === undefined ? undefined : protocol.#handlers.get(scheme);
  }
}

refuseMissing('Protocol', ShellProtocol.prototype, 'protocol');
