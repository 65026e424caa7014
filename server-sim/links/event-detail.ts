import * as z from 'zod';

/** One fact of an event, as plain data. */
export const detailValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What an event is about: the agent's state, the call event's name, the request's type… */
export const eventDetail = z.record(z.string(), detailValue).readonly();
