import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ZodError } from 'zod';
import type { ServerLog } from '../host/server-log.ts';
import { ControlRefusal } from '../links/switch-control.ts';

/** Stable names of what can go wrong, for programs; the last part of a problem's `type` (RFC 9457, section 3.1.1). */
export type ProblemCode =
  | 'invalid'
  | 'forbidden'
  | 'token'
  | 'not-found'
  | 'refused'
  | 'deadline'
  | 'scenario'
  | 'closing'
  | 'internal';

const kinds: Readonly<
  Record<ProblemCode, { readonly status: ContentfulStatusCode; readonly title: string }>
> = {
  invalid: { status: 400, title: 'The request is not understood' },
  token: { status: 401, title: 'The token is missing or wrong' },
  forbidden: { status: 403, title: 'The request comes from where it may not' },
  'not-found': { status: 404, title: 'There is no such thing' },
  refused: { status: 409, title: 'This cannot be done now' },
  scenario: { status: 422, title: 'The scenario is wrong' },
  internal: { status: 500, title: 'The control server met an error of its own' },
  closing: { status: 503, title: 'The tier is closing' },
  deadline: { status: 504, title: 'It did not happen in time' },
};

/** Thrown by a route: answered as application/problem+json, its sentence naming what, where and what to do. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly more: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.more = more;
  }
}

export function problemAnswer(context: Context, problem: Problem): Response {
  const { status, title } = kinds[problem.code];
  const body = {
    type: `urn:switchhook:problem:${problem.code}`,
    title,
    status,
    detail: problem.message,
    ...problem.more,
  };
  return context.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}

/** Whatever a route throws, as a problem. Only what nobody foresaw is logged. */
export function asProblem(error: unknown, log: ServerLog): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ControlRefusal) return new Problem('refused', error.message);
  if (error instanceof HTTPException) return new Problem('invalid', sentenceOf(error));
  log.error('A request failed', { error });
  return new Problem('internal', 'The log of "control" says what went wrong: GET /log/control.');
}

function sentenceOf({ status, message }: HTTPException): string {
  if (status === 415) return 'Send the body as JSON, with Content-Type: application/json.';
  return `${message || 'The request could not be read'}.`;
}

/** The parts of a request by the names that people have for them. */
const parts: Readonly<Record<string, string>> = { json: 'body', param: 'path' };

/** What a schema found wrong with a request, every place named. */
export function invalidRequest(where: string, { issues }: ZodError): Problem {
  const errors = issues.map(({ path, message }) => ({
    where: [parts[where] ?? where, ...path].join('.'),
    message,
  }));
  const first = errors[0] ? `${errors[0].where}: ${errors[0].message}` : 'not understood';
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new Problem('invalid', `${first}${others}. /openapi.json describes every request.`, { errors });
}
