import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import type { ServerLog } from '../host/server-log.ts';
import { addCallRoutes } from './call-routes.ts';
import type { ControlledTier } from './control-tier.ts';
import { authoritiesOf, guard } from './guard.ts';
import { addInteractionRoutes } from './interaction-routes.ts';
import { asProblem, invalidRequest, Problem, problemAnswer } from './problem.ts';
import type { ControlApp } from './route-parts.ts';
import { addServerRoutes } from './server-routes.ts';
import { addSwitchRoutes } from './switch-routes.ts';
import { addTierRoutes } from './tier-routes.ts';
import { addWaitRoutes } from './wait-routes.ts';

/** The largest body that is read, bytes: a scenario with tens of thousands of agents fits. */
const largestBody = 8 * 1_048_576;

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface ControlServerOptions {
  readonly tier: ControlledTier;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly token: string | null;
  /** Where the page's files are. */
  readonly pageFolder: string;
  readonly log: ServerLog;
}

export interface ControlServer {
  /** `http://127.0.0.1:8190` */
  readonly url: string;
  close(): Promise<void>;
}

/** What QA scripts: the control API, its description at /openapi.json and its page at /. */
export function startControlServer(options: ControlServerOptions): Promise<ControlServer> {
  const { host, log } = options;
  const closing = new AbortController();
  let authorities: readonly string[] = [];
  const app = createApp(options, closing.signal, () => authorities);
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`The control API cannot listen on ${host}:${options.port}: ${error.message}`)),
    );
    server.listen(options.port, host, () => {
      const { port } = server.address() as AddressInfo;
      authorities = authoritiesOf(host, port);
      log.info(`The control API is up on ${authorities[0]}`);
      resolve({
        url: `http://${authorities[0]}`,
        close: () =>
          new Promise((closed) => {
            closing.abort();
            server.close(() => closed());
          }),
      });
    });
  });
}

function createApp(
  { tier, token, pageFolder, log }: ControlServerOptions,
  closing: AbortSignal,
  authorities: () => readonly string[],
): ControlApp {
  const app = new OpenAPIHono({
    defaultHook: (result, context) =>
      result.success ? undefined : problemAnswer(context, invalidRequest(result.target, result.error)),
  });
  app.onError((error, context) => problemAnswer(context, asProblem(error, log)));
  app.notFound((context) =>
    problemAnswer(
      context,
      new Problem(
        'not-found',
        `There is no ${context.req.method} ${context.req.path}: /openapi.json lists what there is.`,
      ),
    ),
  );
  app.use(guard({ authorities, token }));
  app.use(limitBody);
  app.use(async (_context, next) => {
    await tier.caughtUp();
    await next();
  });
  app.use(async (context, next) => {
    await next();
    // Else a connection that is kept alive would keep the tier from closing.
    if (closing.aborted) context.header('connection', 'close');
  });
  addServerRoutes(app, tier);
  addSwitchRoutes(app, tier);
  addCallRoutes(app, tier);
  addInteractionRoutes(app, tier);
  addWaitRoutes(app, tier, closing);
  addTierRoutes(app, tier);
  addPage(app, pageFolder);
  addDescription(app);
  return app;
}

/** Bodies tell their length before they are read. */
const limitBody: MiddlewareHandler = async (context, next) => {
  if (context.req.header('transfer-encoding') !== undefined) {
    throw new Problem('invalid', 'Send a body whole, with Content-Length, not in chunks.');
  }
  if (Number(context.req.header('content-length') ?? 0) > largestBody) {
    throw new Problem('invalid', `The body is larger than ${largestBody} bytes.`);
  }
  await next();
};

const pageTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/** The page at /, and under /page/ the styles and scripts that it is made of. */
function addPage(app: ControlApp, folder: string): void {
  const serve = async (context: Context, file: string): Promise<Response> =>
    context.body(await readFile(join(folder, file), 'utf8'), 200, {
      'content-type': pageTypes[file.split('.')[1] ?? ''] ?? '',
      'content-security-policy': contentSecurityPolicy,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  app.get('/', (context) => serve(context, 'index.html'));
  app.get('/page/:file{[a-z-]+\\.(?:css|js)}', async (context) => {
    const file = context.req.param('file');
    if (!(await readdir(folder)).includes(file)) return context.notFound();
    return serve(context, file);
  });
}

function addDescription(app: ControlApp): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'Asked for where the tier was started with a token, or beside the app.',
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Switchhook, the simulated server tier: control',
      version: '1',
      description:
        'Places calls, makes far ends speak, waits for what happened, makes servers fail, holds the clock. Every error is application/problem+json (RFC 9457).',
    },
    security: [{}, { token: [] }],
  });
}
