import * as z from 'zod';
import type { ServerLog } from '../../host/server-log.ts';
import {
  type DeviceOrder,
  deviceOrder,
  deviceReport,
  type EdgeLife,
  type EdgeSwitch,
  edgeSide,
  foundLeg,
} from '../../links/device-control.ts';
import type { Channel } from '../link/channel.ts';
import { createLink } from '../link/link.ts';

/** A SIP edge at the switch. One process may live several lives of an edge, one after the other, when it flaps. */
const life = z.number().int();
const legIds = z.array(z.string()).readonly();
export const edgesProtocol = {
  name: 'edges',
  client: { calls: {}, news: { order: z.object({ life, order: deviceOrder }) } },
  server: {
    calls: {
      findLeg: { ask: z.object({ legId: z.string() }), answer: foundLeg.nullable() },
      liveLegs: { ask: z.object({ legIds }), answer: legIds },
    },
    news: {
      begin: z.object({ life, side: edgeSide }),
      report: z.object({ life, report: deviceReport }),
      end: z.object({ life }),
    },
  },
} as const;

/** The switch as a SIP edge in another process has it. */
export function distantEdgeSwitch(channel: Channel, log: ServerLog): EdgeSwitch {
  let current = 0;
  let listener: (order: DeviceOrder) => void = () => undefined;
  const link = createLink({
    channel,
    peer: 'the switch',
    own: edgesProtocol.client,
    other: edgesProtocol.server,
    handlers: {
      calls: {},
      news: {
        // What was ordered of the edge's last life is lost with it.
        order: ({ life: of, order }) => of === current && listener(order),
      },
    },
    log,
  });
  return {
    connect(side) {
      current += 1;
      const mine = current;
      listener = () => undefined;
      link.tell('begin', { life: mine, side });
      return {
        link: {
          report(report) {
            if (mine === current) link.tell('report', { life: mine, report });
          },
          onOrder(next) {
            if (mine === current) listener = next;
          },
        },
        end() {
          if (mine === current) link.tell('end', { life: mine });
          listener = () => undefined;
        },
      };
    },
    findLeg: (legId) => link.ask('findLeg', { legId }),
    liveLegs: (legIds) => link.ask('liveLegs', { legIds }),
  };
}

/** A SIP edge in another process, at the switch. When it is gone, so are its registrations. */
export function serveEdge(channel: Channel, from: string, edges: EdgeSwitch, log: ServerLog): void {
  let current: { readonly number: number; readonly life: EdgeLife } | null = null;
  const end = (): void => {
    const ending = current;
    current = null;
    ending?.life.end();
  };
  const link = createLink({
    channel,
    peer: from,
    own: edgesProtocol.server,
    other: edgesProtocol.client,
    handlers: {
      calls: {
        findLeg: ({ legId }) => edges.findLeg(legId),
        liveLegs: ({ legIds }) => edges.liveLegs(legIds),
      },
      news: {
        begin({ life: number, side }) {
          end();
          const begun = edges.connect(side);
          begun.link.onOrder((order) => link.tell('order', { life: number, order }));
          current = { number, life: begun };
        },
        report({ life: number, report }) {
          if (current?.number === number) current.life.link.report(report);
        },
        end: ({ life: number }) => current?.number === number && end(),
      },
    },
    log,
  });
  link.onClosed(end);
}
