import * as z from 'zod';
import { type SessionsAnswer, sessionsAnswer } from '../../../contract/sessions/answers.ts';
import { openCommunicationSession, sessionsRequest } from '../../../contract/sessions/requests.ts';
import { side } from '../../../contract/wire/common.ts';
import type { CommunicationLink, CommunicationSessions } from '../../connector/communication-sessions.ts';
import type { ServerLog } from '../../host/server-log.ts';
import type { Channel } from '../link/channel.ts';
import { createLink } from '../link/link.ts';

/** A session manager's desks at the connector. The session manager numbers them. */
const desk = z.number().int();
type Asked = Parameters<CommunicationLink['request']>[0];
const asked = sessionsRequest.transform((request, context): Asked => {
  if (request.type !== 'HeartbeatRequest' && request.type !== 'OpenCommunicationSessionRequest')
    return request;
  context.addIssue({ code: 'custom', message: `${request.type} is the session manager's own` });
  return z.NEVER;
});

export const communicationsProtocol = {
  name: 'communications',
  client: { calls: {}, news: { deliver: z.object({ desk, answer: sessionsAnswer }) } },
  server: {
    calls: {},
    news: {
      open: z.object({ desk, side, request: openCommunicationSession }),
      request: z.object({ desk, request: asked }),
      detach: z.object({ desk }),
    },
  },
} as const;

/** The connector as a session manager in another process has it. */
export function distantSessions(channel: Channel, log: ServerLog): CommunicationSessions {
  const deliveries = new Map<number, (answer: SessionsAnswer) => void>();
  let last = 0;
  const link = createLink({
    channel,
    peer: 'the connector',
    own: communicationsProtocol.client,
    other: communicationsProtocol.server,
    handlers: {
      calls: {},
      news: { deliver: ({ desk: number, answer }) => deliveries.get(number)?.(answer) },
    },
    log,
  });
  return {
    open(opening, deliver) {
      last += 1;
      const number = last;
      deliveries.set(number, deliver);
      link.tell('open', { desk: number, ...opening });
      return {
        request: (request) => link.tell('request', { desk: number, request }),
        detach() {
          if (deliveries.delete(number)) link.tell('detach', { desk: number });
        },
      };
    },
  };
}

/** A session manager in another process, at the connector. When it is gone, so are its desks; their sessions are kept. */
export function serveSessions(
  channel: Channel,
  from: string,
  sessions: CommunicationSessions,
  log: ServerLog,
): void {
  const opened = new Map<number, CommunicationLink>();
  const link = createLink({
    channel,
    peer: from,
    own: communicationsProtocol.server,
    other: communicationsProtocol.client,
    handlers: {
      calls: {},
      news: {
        open({ desk: number, ...opening }) {
          const deliver = (answer: SessionsAnswer): void => link.tell('deliver', { desk: number, answer });
          opened.set(number, sessions.open(opening, deliver));
        },
        request: ({ desk: number, request }) => opened.get(number)?.request(request),
        detach({ desk: number }) {
          opened.get(number)?.detach();
          opened.delete(number);
        },
      },
    },
    log,
  });
  link.onClosed(() => {
    for (const one of opened.values()) one.detach();
    opened.clear();
  });
}
