/**
 * How long a server may take over one request, milliseconds. Half of the 10 s that a click waits for its outcome, so
 * that the other server can still answer it; as long as a SIP server has for REGISTER here. What a healthy server
 * takes over any of our requests is milliseconds, and Avaya allows its CTI links spikes of 5 s.
 */
export const answerDeadlineMs = 5_000;

/** Requests on one connection that have no answer yet. Instants are of a clock that is never set: a monotonic one. */
export interface AwaitedAnswers<Request> {
  readonly waiting: readonly { readonly request: Request; readonly askedAt: number }[];
  /** When the next tick is due; null: nothing is waited for. */
  readonly dueAt: number | null;
  /** The server was told of as not answering, and has not caught up. */
  readonly late: boolean;
}

export interface AnswersTick<Request> {
  readonly awaited: AwaitedAnswers<Request>;
  /** The request that has waited longest and too long; null: none has. */
  readonly late: Request | null;
}

function none<Request>(): AwaitedAnswers<Request> {
  return { waiting: [], dueAt: null, late: false };
}

/** A request went out. */
function asked<Request>(
  state: AwaitedAnswers<Request>,
  request: Request,
  now: number,
): AwaitedAnswers<Request> {
  const waiting = [...state.waiting, { request, askedAt: now }];
  return { ...state, waiting, dueAt: state.dueAt ?? now + answerDeadlineMs };
}

/** An answer came: what it answers waits no more. The same state where it answers nothing. */
function answered<Request>(
  state: AwaitedAnswers<Request>,
  answers: (request: Request) => boolean,
): AwaitedAnswers<Request> {
  const waiting = state.waiting.filter(({ request }) => !answers(request));
  if (waiting.length === state.waiting.length) return state;
  return waiting.length === 0 ? none() : { ...state, waiting };
}

/** The timer went off. A request that is late is told again at every deadline. */
function tick<Request>(state: AwaitedAnswers<Request>, now: number): AnswersTick<Request> {
  const { waiting, dueAt } = state;
  const [oldest] = waiting.toSorted((one, other) => one.askedAt - other.askedAt);
  if (oldest === undefined || dueAt === null) return { awaited: none(), late: null };
  // As with heartbeats: a tick that is far too late tells that this computer slept, not that the server did.
  if (now - dueAt > answerDeadlineMs / 2) {
    const anew = waiting.map(({ request }) => ({ request, askedAt: now }));
    return { awaited: { ...state, waiting: anew, dueAt: now + answerDeadlineMs }, late: null };
  }
  const late = now - oldest.askedAt >= answerDeadlineMs;
  return {
    awaited: {
      ...state,
      dueAt: late ? now + answerDeadlineMs : oldest.askedAt + answerDeadlineMs,
      late: state.late || late,
    },
    late: late ? oldest.request : null,
  };
}

export const awaitedAnswers = { none, asked, answered, tick } as const;
