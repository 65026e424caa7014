import * as z from 'zod';
import type { ServerLog } from '../../host/server-log.ts';
import { ControlRefusal } from '../../links/switch-control.ts';
import type { Channel } from './channel.ts';

/** A question and its one answer. */
export interface CallSchema {
  readonly ask: z.ZodType;
  readonly answer: z.ZodType;
}

/** What one end of a link understands. */
export interface LinkEnd {
  /** Asked, and answered once. */
  readonly calls: Readonly<Record<string, CallSchema>>;
  /** Told, in order and without an answer. */
  readonly news: Readonly<Record<string, z.ZodType>>;
}

/** Nothing is answered: it was done. */
export const nothing = z.void();

type Name<Named> = keyof Named & string;
type Later<Value> = Value | Promise<Value>;

/** What an end does with what it is asked and told. */
export interface LinkHandlers<End extends LinkEnd> {
  readonly calls: {
    readonly [Call in Name<End['calls']>]: (
      asked: z.output<End['calls'][Call]['ask']>,
    ) => Later<z.input<End['calls'][Call]['answer']>>;
  };
  readonly news: { readonly [Item in Name<End['news']>]: (told: z.output<End['news'][Item]>) => void };
}

/** The other end of a link. */
export interface Link<Other extends LinkEnd> {
  /** Rejects with a sentence: refused there, no answer in time, or the other process is gone. */
  ask<Call extends Name<Other['calls']>>(
    call: Call,
    asked: z.input<Other['calls'][Call]['ask']>,
  ): Promise<z.output<Other['calls'][Call]['answer']>>;
  tell<Item extends Name<Other['news']>>(item: Item, told: z.input<Other['news'][Item]>): void;
  onClosed(listener: () => void): void;
  close(): void;
}

/** How long an answer is waited for, milliseconds. A process that is frozen for longer has not done what it was asked. */
const patienceMs = 30_000;

const envelope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ask'), id: z.number(), name: z.string(), body: z.unknown().optional() }),
  z.object({ type: z.literal('answer'), id: z.number(), body: z.unknown().optional() }),
  z.object({ type: z.literal('failure'), id: z.number(), message: z.string(), isRefusal: z.boolean() }),
  z.object({ type: z.literal('news'), name: z.string(), body: z.unknown().optional() }),
]);
type Envelope = z.infer<typeof envelope>;

export interface LinkOptions<Own extends LinkEnd, Other extends LinkEnd> {
  readonly channel: Channel;
  /** Who is at the other end, for errors and the log: `the switch`, `cti-a`. */
  readonly peer: string;
  readonly own: Own;
  readonly other: Other;
  readonly handlers: LinkHandlers<Own>;
  readonly log: ServerLog;
}

interface Waiting {
  readonly answer: z.ZodType;
  readonly name: string;
  readonly late: NodeJS.Timeout;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** Puts questions, answers and news on a channel. What comes and does not fit is refused in words, or logged. */
export function createLink<Own extends LinkEnd, Other extends LinkEnd>(
  options: LinkOptions<Own, Other>,
): Link<Other> {
  const { channel, peer, own, other, log } = options;
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let isClosed = false;
  const send = (message: Envelope): void => channel.send(message);
  // The schema of the same name has checked what is handed to a handler.
  const calls = options.handlers.calls as Readonly<Record<string, (asked: unknown) => unknown>>;
  const news = options.handlers.news as Readonly<Record<string, (told: unknown) => void>>;

  const answer = async (id: number, name: string, body: unknown): Promise<void> => {
    try {
      const question = checked(ownMember(own.calls, name)?.ask, name, body);
      send({ type: 'answer', id, body: await calls[name]?.(question) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      send({ type: 'failure', id, message, isRefusal: error instanceof ControlRefusal });
    }
  };
  const hear = (name: string, body: unknown): void => {
    try {
      const told = checked(ownMember(own.news, name), name, body);
      news[name]?.(told);
    } catch (error) {
      log.error(`News "${name}" of ${peer} could not be taken`, { error });
    }
  };
  const settle = (id: number, how: (one: Waiting) => void): void => {
    const one = waiting.get(id);
    waiting.delete(id);
    clearTimeout(one?.late);
    if (one) how(one);
  };
  const take = (message: Envelope): void => {
    switch (message.type) {
      case 'ask':
        void answer(message.id, message.name, message.body);
        break;
      case 'answer':
        settle(message.id, (one) => settleChecked(one, message.body));
        break;
      case 'failure':
        settle(message.id, (one) => one.reject(failureOf(message)));
        break;
      case 'news':
        hear(message.name, message.body);
        break;
    }
  };
  channel.onMessage((raw) => {
    const parsed = envelope.safeParse(raw);
    if (parsed.success) take(parsed.data);
    else log.error(`${peer} sent what is not understood: ${z.prettifyError(parsed.error)}`);
  });
  channel.onClosed(() => {
    isClosed = true;
    for (const [id, { name }] of waiting) {
      settle(id, (one) => one.reject(new Error(`${peer} is gone: it did not answer "${name}"`)));
    }
  });
  return {
    ask(name, body) {
      if (isClosed) return Promise.reject(new Error(`${peer} is gone: it cannot be asked "${name}"`));
      asked += 1;
      const id = asked;
      return new Promise((resolve, reject) => {
        const giveUp = (): void =>
          settle(id, (one) =>
            one.reject(new Error(`${peer} did not answer "${name}" within ${patienceMs} ms`)),
          );
        const late = setTimeout(giveUp, patienceMs);
        const schema = other.calls[name]?.answer ?? nothing;
        waiting.set(id, { answer: schema, name, late, resolve: (value) => resolve(value as never), reject });
        send({ type: 'ask', id, name, body });
      });
    },
    tell: (name, body) => send({ type: 'news', name, body }),
    onClosed: (listener) => channel.onClosed(listener),
    close: () => channel.close(),
  };
}

/** What comes may name anything: `toString` is no call of ours. */
function ownMember<Member>(members: Readonly<Record<string, Member>>, name: string): Member | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function checked(schema: z.ZodType | undefined, name: string, body: unknown): unknown {
  if (!schema) throw new Error(`"${name}" is not known here`);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Error(`"${name}" is not as agreed: ${z.prettifyError(parsed.error)}`);
}

function settleChecked({ answer, name, resolve, reject }: Waiting, body: unknown): void {
  const parsed = answer.safeParse(body);
  if (parsed.success) resolve(parsed.data);
  else reject(new Error(`The answer to "${name}" is not as agreed: ${z.prettifyError(parsed.error)}`));
}

function failureOf({ message, isRefusal }: Extract<Envelope, { type: 'failure' }>): Error {
  return isRefusal ? new ControlRefusal(message) : new Error(message);
}
