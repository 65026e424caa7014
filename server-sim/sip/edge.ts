import type { ClientLink, SocketService } from '../host/client-link.ts';
import type { DeviceReport, EdgeLeg, EdgeSide, EdgeToSwitch } from '../links/device-control.ts';
import type { EdgeMedia } from '../links/media-control.ts';
import { B2bua } from './b2bua/b2bua.ts';
import { DeviceFlows } from './b2bua/device-flows.ts';
import type { DialogStore } from './b2bua/dialog-store.ts';
import type { AskLiveLegs } from './b2bua/shared-dialogs.ts';
import type { FindLeg } from './b2bua/takeovers.ts';
import { Connection } from './connection.ts';
import { EdgeCore } from './edge-core.ts';
import type { SipLog } from './log.ts';
import type { SipMisbehaviour } from './misbehaviour.ts';
import type { DeviceSecret } from './registrar/digest.ts';
import { DigestAuthenticator } from './registrar/digest.ts';
import { Location } from './registrar/location.ts';
import { Registrar } from './registrar/registrar.ts';
import type { SipTimers } from './timers.ts';

export interface SipEdgeOptions {
  readonly side: EdgeSide;
  /** What devices register at, `sip:<domain>`: both edges' the same. Also the digest's realm. */
  readonly domain: string;
  /** A device's secret by its number, null where there is no such device. */
  readonly credentials: (user: string) => DeviceSecret | null;
  readonly media: EdgeMedia;
  readonly switchLink: EdgeToSwitch;
  /** Shared with the other edge where either may go on with the other's dialogs. */
  readonly dialogs: DialogStore;
  /** For Replaces of dialogs that are not in the store; without it these get 481. */
  readonly findLeg?: FindLeg;
  /** For dialogs of the store that this edge did not see; without it all of them are gone on with. */
  readonly liveLegs?: AskLiveLegs;
  /** Whether it is to do this wrong, at any time; without it nothing is. */
  readonly does?: (misbehaviour: SipMisbehaviour) => boolean;
  readonly log: SipLog;
  readonly timers: SipTimers;
}

export interface SipEdge extends SocketService {
  /** Every leg that it has, or can go on with; none once it has ended. */
  legs(): readonly EdgeLeg[];
}

/** One SIP-over-WebSocket edge (RFC 7118): registrar and B2BUA behind one listening port. */
export function createSipEdge(options: SipEdgeOptions): SipEdge {
  const { side, domain, switchLink, dialogs, log, timers } = options;
  let disposed = false;
  // A server that has ended neither reports nor takes media from calls that its twin goes on with.
  const report = (what: DeviceReport): void => {
    if (!disposed) switchLink.report(what);
  };
  const media: EdgeMedia = {
    offer: (legId) => options.media.offer(legId),
    answered: (legId, sdp) => options.media.answered(legId, sdp),
    answer: (legId, sdp) => options.media.answer(legId, sdp),
    pressed: (legId, digits) => options.media.pressed(legId, digits),
    close: async (legId) => {
      if (!disposed) await options.media.close(legId);
    },
  };
  const connections = new Set<Connection>();
  const flows = new DeviceFlows();
  const location = new Location({ side, timers, report });
  const digest = new DigestAuthenticator({ realm: domain, credentials: options.credentials, timers });
  const registrar = new Registrar({
    domain,
    digest,
    location,
    timers,
    log,
    onRegistered: (device, flow) => flows.heard(device, flow),
  });
  const b2bua = new B2bua(
    {
      side,
      domain,
      media,
      dialogs,
      location,
      flows,
      timers,
      log,
      report: (report) => switchLink.report(report),
    },
    { findLeg: options.findLeg ?? (() => null), liveLegs: options.liveLegs ?? ((legIds) => legIds) },
  );
  const core = new EdgeCore({ domain, registrar, location, b2bua });

  switchLink.onOrder((order) => {
    if (!disposed) b2bua.order(order);
  });
  void b2bua.begin();

  return {
    accept: (link: ClientLink) => {
      log('info', 'connected', { side, remote: link.remote });
      const onClose = (connection: Connection): void => {
        connections.delete(connection);
        log('info', 'disconnected', { side, remote: connection.remote });
        core.flowClosed(connection);
      };
      const acknowledges = (): boolean => options.does?.('withoutAck') !== true;
      connections.add(new Connection({ link, domain, core, timers, log, acknowledges, onClose }));
    },
    legs: () => (disposed ? [] : b2bua.legs()),
    dispose: () => {
      disposed = true;
      b2bua.dispose();
      location.clear();
      for (const connection of connections) connection.dispose();
      connections.clear();
    },
  };
}
