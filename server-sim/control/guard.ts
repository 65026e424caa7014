import type { MiddlewareHandler } from 'hono';
import { sameToken, tokenOf } from '../host/handshake.ts';
import { Problem } from './problem.ts';

/** Who may use the control API. */
export interface GuardRules {
  /** `host:port` pairs that it goes by: any other Host is a page's trick with names (DNS rebinding). */
  readonly authorities: () => readonly string[];
  readonly token: string | null;
}

/** Names of this computer, beside the address that is listened on. */
export function authoritiesOf(host: string, port: number): readonly string[] {
  const written = host.includes(':') ? `[${host}]` : host;
  return [...new Set([written, '127.0.0.1', 'localhost', '[::1]'])].map((name) => `${name}:${port}`);
}

/** Refuses other names than its own, other pages than its own, and whoever lacks the token. */
export function guard({ authorities, token }: GuardRules): MiddlewareHandler {
  return async (context, next) => {
    const known = authorities();
    const host = context.req.header('host') ?? '';
    if (!known.includes(host.toLowerCase())) {
      throw new Problem(
        'forbidden',
        `The Host ${JSON.stringify(host.slice(0, 80))} is not this server: use ${known[0]}.`,
      );
    }
    const origin = context.req.header('origin');
    if (origin !== undefined && !known.some((authority) => origin === `http://${authority}`)) {
      throw new Problem(
        'forbidden',
        `Pages of ${JSON.stringify(origin.slice(0, 80))} may not use the control API; programs send no Origin.`,
      );
    }
    if (token !== null && !isOpen(context.req.path)) {
      const { url } = context.req.raw;
      const given = tokenOf({ headers: { authorization: context.req.header('authorization') }, url });
      if (!sameToken(given, token)) {
        throw new Problem('token', 'Send the tier\'s token as "Authorization: Bearer …" or as ?token=….');
      }
    }
    await next();
  };
}

/** The page asks for the token itself; it holds nothing of the tier's. */
function isOpen(path: string): boolean {
  return path === '/' || /^\/page[a-z-]*\.(css|js)$/.test(path);
}
