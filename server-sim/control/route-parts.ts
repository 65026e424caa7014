import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { problem } from './api-schemas.ts';

export type ControlApp = OpenAPIHono;

/** A JSON body of a request; it must be there. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const;
}

/** What a route answers: its own 200, and a problem for everything else. */
export function answers<Schema extends z.ZodType>(description: string, schema: Schema) {
  return {
    200: { description, content: { 'application/json': { schema } } },
    default: {
      description: 'What went wrong, where, and what to do (RFC 9457)',
      content: { 'application/problem+json': { schema: problem } },
    },
  } as const;
}

export const callParameter = z.object({
  id: z
    .string()
    .min(1)
    .openapi({ param: { name: 'id', in: 'path' } }),
});
