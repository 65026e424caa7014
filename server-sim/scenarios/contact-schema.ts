import * as z from 'zod';
import type { PartnerStep, RoutingDomain } from '../links/interaction-control.ts';
import { customer } from './customer-schema.ts';
import { duration, text } from './scenario-values.ts';

/** An INI file: a path from the scenario's folder, or its text; left out, the one that is shipped. */
const iniSource = z
  .strictObject({ ini: text.optional(), text: z.string().max(1_000_000).optional() })
  .refine(
    ({ ini, text: own }) => (ini === undefined) !== (own === undefined),
    'expected either ini: the path of an INI file, or text: what stands in one',
  )
  .nullable()
  .default(null);

/** What the tier has where a scenario says nothing: voice, which nothing interrupts, and two that a call does. */
const usualDomains: readonly RoutingDomain[] = [
  { domainId: 1, name: 'Cisco_Voice', channel: 'voice', isInterruptible: false },
  { domainId: 5_001, name: 'Chat', channel: 'chat', isInterruptible: true },
  { domainId: 5_002, name: 'Action items', channel: 'action', isInterruptible: true },
];

const routingDomain = z
  .strictObject({
    id: z.number().int().positive(),
    name: text.pipe(upTo(80)),
    channel: z.enum(['voice', 'chat', 'action']),
    interruptible: z.boolean(),
  })
  .transform(
    ({ id, interruptible, ...domain }): RoutingDomain => ({
      ...domain,
      domainId: id,
      isInterruptible: interruptible,
    }),
  );

const variables = z.record(z.string().max(64), text.pipe(upTo(4_096))).default({});

/** Who it is for: the agents of a skill group, by its name, or one agent, by his ID. */
const meantFor = { skillGroup: text.optional(), agent: text.optional() };

const chatPartner = z.strictObject({
  name: text.pipe(upTo(200)),
  subject: text.pipe(upTo(200)),
  ...meantFor,
  variables,
  customer: customer.nullable().default(null),
  script: z.array(partnerStep()).max(1_000).default([]),
});

const actionItem = z.strictObject({
  subject: text.pipe(upTo(200)),
  body: text.pipe(upTo(20_000)),
  ...meantFor,
  /** Who it is about. */
  about: text.pipe(upTo(200)).nullable().default(null),
  dueIn: duration.nullable().default(null),
  variables,
  customer: customer.nullable().default(null),
});

/** The members of a scenario about chats and action items; every one is described in `billing.yaml`. */
export const contactMembers = {
  connector: iniSource,
  mediaManager: iniSource,
  mediaRouting: z.strictObject({ longestWait: duration.nullable().default(null) }).prefault({}),
  mediaRoutingDomains: z
    .array(routingDomain)
    .max(20)
    .default([...usualDomains]),
  chatPartners: z.array(chatPartner).max(1_000).default([]),
  actionItems: z.array(actionItem).max(1_000).default([]),
};

function upTo(most: number) {
  return z.string().max(most, `expected ${most} characters at most`);
}

const messagesAwaited = z.unknown().transform((value, context): number => {
  const match = typeof value === 'string' ? /^([1-9]\d{0,3})(?: messages?)?$/.exec(value.trim()) : null;
  const count = typeof value === 'number' ? value : Number(match?.[1]);
  if (Number.isInteger(count) && count > 0) return count;
  context.addIssue({
    code: 'custom',
    message: `expected how many messages of the agent, such as 1 message or 2 messages; it says ${JSON.stringify(value)?.slice(0, 60)}`,
    continue: false,
  });
  return z.NEVER;
});

const says = z.strictObject({ says: text.pipe(upTo(10_000)), writesFor: duration.default(0) });
const waits = z.strictObject({ waits: duration });
const awaits = z.strictObject({ awaits: messagesAwaited });

/** One line of a chat partner's script. Its first word says which it is, and an error is told of that one alone. */
function partnerStep() {
  return z.unknown().transform((value, context): PartnerStep => {
    if (value === 'leaves') return { does: 'leave' };
    if (has(value, 'says')) {
      const { says: said, writesFor } = readAs(says, value, context);
      return { does: 'say', text: said, writesForMs: writesFor };
    }
    if (has(value, 'waits')) return { does: 'wait', ms: readAs(waits, value, context).waits };
    if (has(value, 'awaits')) return { does: 'await', messages: readAs(awaits, value, context).awaits };
    const message = 'expected says: …, waits: 3 s, awaits: 1 message, or leaves';
    context.addIssue({ code: 'custom', message, continue: false });
    return z.NEVER;
  });
}

/** What is wrong is told to the context, and then nothing reads what comes back. */
function readAs<Out>(schema: z.ZodType<Out>, value: unknown, context: z.RefinementCtx): Out {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [[]];
    const message = issue.code === 'unrecognized_keys' ? 'not known here; check the spelling' : issue.message;
    for (const key of keys) {
      context.addIssue({ code: 'custom', path: [...issue.path, ...key], message, continue: false });
    }
  }
  return z.NEVER;
}

function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
