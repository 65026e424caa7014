import * as z from 'zod';
import type { ServerLog } from '../../host/server-log.ts';
import type { DeskLink, DeskSwitch } from '../../peripheral/desk-link.ts';
import { type DeskAnswer, deskAnswer, deskAttachment, deskRequest } from '../../peripheral/messages.ts';
import type { Channel } from '../link/channel.ts';
import { createLink } from '../link/link.ts';

/** A CTI server's desks at the switch. The CTI server numbers them. */
const desk = z.number().int();
export const desksProtocol = {
  name: 'desks',
  client: { calls: {}, news: { deliver: z.object({ desk, answer: deskAnswer }) } },
  server: {
    calls: {},
    news: {
      attach: z.object({ desk, attachment: deskAttachment }),
      request: z.object({ desk, request: deskRequest }),
      detach: z.object({ desk }),
    },
  },
} as const;

/** The switch as a CTI server in another process has it. */
export function distantDeskSwitch(channel: Channel, log: ServerLog): DeskSwitch {
  const deliveries = new Map<number, (answer: DeskAnswer) => void>();
  let last = 0;
  const link = createLink({
    channel,
    peer: 'the switch',
    own: desksProtocol.client,
    other: desksProtocol.server,
    handlers: {
      calls: {},
      news: { deliver: ({ desk: number, answer }) => deliveries.get(number)?.(answer) },
    },
    log,
  });
  return {
    attachDesk(attachment, deliver) {
      last += 1;
      const number = last;
      deliveries.set(number, deliver);
      link.tell('attach', { desk: number, attachment });
      return {
        request: (request) => link.tell('request', { desk: number, request }),
        detach() {
          if (deliveries.delete(number)) link.tell('detach', { desk: number });
        },
      };
    },
  };
}

/** A CTI server in another process, at the switch. When it is gone, its desks are lost. */
export function serveDesks(channel: Channel, from: string, desks: DeskSwitch, log: ServerLog): void {
  const attached = new Map<number, DeskLink>();
  const link = createLink({
    channel,
    peer: from,
    own: desksProtocol.server,
    other: desksProtocol.client,
    handlers: {
      calls: {},
      news: {
        attach({ desk: number, attachment }) {
          const deliver = (answer: DeskAnswer): void => link.tell('deliver', { desk: number, answer });
          attached.set(number, desks.attachDesk(attachment, deliver));
        },
        request: ({ desk: number, request }) => attached.get(number)?.request(request),
        detach({ desk: number }) {
          attached.get(number)?.detach();
          attached.delete(number);
        },
      },
    },
    log,
  });
  link.onClosed(() => {
    for (const desk of attached.values()) desk.detach();
    attached.clear();
  });
}
