import { fail, ok, type Result } from '../../contract/result.ts';
import type { FailureConf } from '../../contract/wire/common.ts';
import type { TimerHandle, Timers } from '../timers.ts';

/** Why a request has no answer: refused by the server; none came in time; the connection went, or there was none. */
export type RequestFailure =
  | FailureConf
  | { readonly type: 'timed-out'; readonly afterMs: number }
  | { readonly type: 'lost' };

type Answered<Answer, Type> = Extract<Answer, { readonly type: Type; readonly id: string }>;

/** Requests that wait for their answers. Every one of them ends. */
export interface Requests<Request, Answer extends { readonly type: string }> {
  /** Gives the request an id, sends it, and waits for the answer of that type and id. Never rejects. */
  ask<Type extends Answer['type']>(
    make: (id: string) => Request,
    answerType: Type,
    deadlineMs?: number,
  ): Promise<Result<Answered<Answer, Type>, RequestFailure>>;
  /** Hands in what came; true: it was the answer, or the refusal, that a request waited for. */
  take(answer: Answer): boolean;
  /** The connection is gone: whatever waits fails as `lost`. */
  lose(): void;
}

export interface RequestsOptions<Request> {
  readonly send: (request: Request) => boolean;
  /** Ids that are unique in one desk's life. */
  readonly newId: () => string;
  /** How long an answer is waited for, milliseconds, where `ask` does not say. */
  readonly deadlineMs: () => number;
  readonly timers: Timers;
}

interface Waiting<Answer> {
  readonly answerType: string;
  readonly timer: TimerHandle;
  readonly end: (outcome: Result<Answer, RequestFailure>) => void;
}

export function createRequests<Request, Answer extends { readonly type: string }>(
  options: RequestsOptions<Request>,
): Requests<Request, Answer> {
  const waiting = new Map<string, Waiting<Answer>>();

  const end = (id: string, outcome: Result<Answer, RequestFailure>): void => {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    options.timers.clearTimeout(one.timer);
    one.end(outcome);
  };

  const wait = (
    make: (id: string) => Request,
    answerType: string,
    afterMs: number,
  ): Promise<Result<Answer, RequestFailure>> =>
    new Promise((resolve) => {
      const id = options.newId();
      const timer = options.timers.setTimeout(() => end(id, fail({ type: 'timed-out', afterMs })), afterMs);
      waiting.set(id, { answerType, timer, end: resolve });
      if (!options.send(make(id))) end(id, fail({ type: 'lost' }));
    });

  return {
    ask: async <Type extends Answer['type']>(
      make: (id: string) => Request,
      answerType: Type,
      deadlineMs = options.deadlineMs(),
    ): Promise<Result<Answered<Answer, Type>, RequestFailure>> => {
      const outcome = await wait(make, answerType, deadlineMs);
      if (!outcome.ok) return outcome;
      const answer = outcome.value;
      return hasType<Answer, Type>(answer, answerType) ? ok(answer) : fail({ type: 'lost' });
    },
    take: (answer) => {
      if (!('id' in answer) || typeof answer.id !== 'string') return false;
      const one = waiting.get(answer.id);
      if (!one) return false;
      if (isFailure(answer)) end(answer.id, fail(answer));
      else if (answer.type === one.answerType) end(answer.id, ok(answer));
      else return false;
      return true;
    },
    lose: () => {
      for (const id of [...waiting.keys()]) end(id, fail({ type: 'lost' }));
    },
  };
}

function isFailure(answer: { readonly type: string }): answer is FailureConf {
  return answer.type === 'FailureConf';
}

function hasType<Answer extends { readonly type: string }, Type>(
  answer: Answer,
  type: Type,
): answer is Answered<Answer, Type> {
  return answer.type === type;
}
