import type { DeviceOrder, DeviceReport, EdgeLife, EdgeSide, EdgeSwitch } from '../links/device-control.ts';

/** What the switch has of its SIP edges, whichever of them live. */
export interface EdgeRouter {
  /** An order to an edge that is down is lost with it; a release goes to its twin, which may share the dialog. */
  order(order: DeviceOrder, edge: EdgeSide): void;
  /** An edge's end of the link, for one life of it. */
  connect(side: EdgeSide): EdgeLife;
}

/** @param report takes what living edges tell the switch. */
export function createEdgeRouter(report: (report: DeviceReport) => void): EdgeRouter {
  const listeners = new Map<EdgeSide, (order: DeviceOrder) => void>();
  return {
    order(order, edge) {
      const listener = listeners.get(edge);
      if (listener) listener(order);
      else if (order.type === 'release') {
        listeners.get(edge === 'A' ? 'B' : 'A')?.({ ...order, type: 'releaseOrphan' });
      }
    },
    connect(side) {
      let alive = true;
      return {
        link: {
          report(said) {
            if (alive) report(said);
          },
          onOrder(listener) {
            if (alive) listeners.set(side, listener);
          },
        },
        end() {
          if (alive) listeners.delete(side);
          alive = false;
        },
      };
    },
  };
}

/** What an edge has of the switch: the switch learns when one of its lives has ended. */
export function edgeSwitchOf(
  router: EdgeRouter,
  peripheral: Pick<EdgeSwitch, 'findLeg' | 'liveLegs'> & { edgeLost(side: EdgeSide): void },
): EdgeSwitch {
  return {
    connect(side) {
      const life = router.connect(side);
      return {
        link: life.link,
        end() {
          life.end();
          peripheral.edgeLost(side);
        },
      };
    },
    findLeg: (legId) => peripheral.findLeg(legId),
    liveLegs: (legIds) => peripheral.liveLegs(legIds),
  };
}
