import type { MiddlewareHandler } from 'hono';
import { ownNames } from '../host/own-names.ts';
import { Problem } from './problem.ts';
import { sameToken, tokenOf } from './token.ts';

/** Who may use the control API. */
export interface GuardRules {
  /** `host:port` pairs that it goes by: any other Host is a page's trick with names (DNS rebinding). */
  readonly authorities: () => readonly string[];
  readonly token: string | null;
}

/** Names of this computer, beside the address that is listened on. */
export function authoritiesOf(host: string, port: number): readonly string[] {
  return ownNames(host).map((name) => `${name}:${port}`);
}

/** Refuses other names than its own, other pages than its own, and whoever lacks the token. */
export function guard({ authorities, token }: GuardRules): MiddlewareHandler {
  return async (context, next) => {
    context.header('cross-origin-resource-policy', 'same-origin');
    context.header('x-content-type-options', 'nosniff');
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
    if (isLoadedByAnotherPage(context.req.header())) {
      throw new Problem('forbidden', 'Other pages may not load anything of the control API.');
    }
    if (token !== null && !isOpen(context.req.path)) {
      const given = tokenOf(context.req.header('authorization'), context.req.raw.url);
      if (!sameToken(given, token)) {
        throw new Problem(
          'token',
          'Send the tier\'s token as "Authorization: Bearer …" or as ?token=…; the page takes it as /#token=….',
        );
      }
    }
    await next();
  };
}

/**
 * Browsers name no Origin for images, scripts and the like, but say how the page stands to this server (Fetch
 * Metadata). A link that a person follows may come from anywhere: what it shows, no page can read.
 */
function isLoadedByAnotherPage(headers: Readonly<Record<string, string>>): boolean {
  const site = headers['sec-fetch-site'];
  const isOther = site === 'cross-site' || site === 'same-site';
  return isOther && headers['sec-fetch-mode'] !== 'navigate';
}

/** The page, which takes the token from its address, and the description hold nothing of the tier's. */
function isOpen(path: string): boolean {
  return path === '/' || path === '/openapi.json' || path.startsWith('/page/');
}
