import { randomUUID } from 'node:crypto';
import { createConnector } from '../../connector/connector.ts';
import { followSwitch } from '../../connector/follow-switch.ts';
import { createContactCentreClock, steadySince } from '../../control/clock.ts';
import { createEdgeRouter, edgeSwitchOf } from '../../host/edge-router.ts';
import { createPeripheral } from '../../peripheral/create-peripheral.ts';
import { listenForLinks } from '../link/link-listener.ts';
import { communicationsProtocol, serveSessions } from '../protocols/communications.ts';
import { desksProtocol, serveDesks } from '../protocols/desks.ts';
import { edgesProtocol, serveEdge } from '../protocols/edges.ts';
import { interactionsProtocol, serveInteractions } from '../protocols/interactions.ts';
import type { Surroundings } from '../protocols/server.ts';
import { serveSwitch, switchProtocol } from '../protocols/switch.ts';
import { linkToMedia } from './media-link.ts';
import type { PreparePart } from './part.ts';

type Links = Parameters<typeof listenForLinks>[0]['links'];

/**
 * The switch, which has the contact centre's clock too: whatever is to happen at a time of that clock happens here, in
 * connector and media routing as well.
 */
export const prepare: PreparePart = async (tools) => {
  const { name, secret, originMs, log, open } = tools;
  let around: Surroundings | null = null;
  let linked: Links = {};
  const listener = await listenForLinks({
    secret,
    // Nobody calls before the switch serves: they are told of its port after that.
    links: {
      [desksProtocol.name]: (channel, from) => linked[desksProtocol.name]?.(channel, from),
      [edgesProtocol.name]: (channel, from) => linked[edgesProtocol.name]?.(channel, from),
      [communicationsProtocol.name]: (channel, from) => linked[communicationsProtocol.name]?.(channel, from),
    },
    log,
  });
  return {
    prepared: { port: null, linkPort: listener.port },
    unit: null,
    async serve(first) {
      around = first;
      if (!first.plan || !first.contactPlan) throw new Error('The switch was given no plan to begin with');
      const clock = createContactCentreClock(steadySince(originMs), (error) =>
        log.error('An appointment failed', { error }),
      );
      const edges = createEdgeRouter((report) => peripheral.deviceReport(report));
      const peripheral = createPeripheral({
        plan: first.plan,
        clock,
        media: linkToMedia({ port: () => around?.mediaPort ?? null, from: name, secret, log }),
        orders: (order, edge) => edges.order(order, edge),
        log,
        newId: () => randomUUID().slice(0, 8),
      });
      const connector = createConnector({
        plan: first.contactPlan,
        clock,
        theSwitch: followSwitch(peripheral, log),
        log,
        newId: () => randomUUID().slice(0, 8),
      });
      linked = {
        [desksProtocol.name]: (channel, from) => serveDesks(channel, from, peripheral, log),
        [edgesProtocol.name]: (channel, from) =>
          serveEdge(channel, from, edgeSwitchOf(edges, peripheral), log),
        [communicationsProtocol.name]: (channel, from) => serveSessions(channel, from, connector, log),
      };
      serveSwitch(open(switchProtocol.name), peripheral, clock, log);
      serveInteractions(open(interactionsProtocol.name), connector, log);
    },
    learn(next) {
      around = next;
    },
  };
};
