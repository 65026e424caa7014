import type { SocketService } from '../host/client-link.ts';
import type { ServerLog } from '../host/server-log.ts';
import type { EdgeLeg, EdgeSide, EdgeSwitch } from '../links/device-control.ts';
import type { EdgeMedia } from '../links/media-control.ts';
import { legIdOfTag } from './b2bua/dialog-requests.ts';
import type { DialogStore } from './b2bua/dialog-store.ts';
import { createSipEdge } from './edge.ts';
import type { SipMisbehaviour } from './misbehaviour.ts';
import { systemTimers } from './timers.ts';

export interface SipServiceOptions {
  readonly side: EdgeSide;
  readonly domain: string;
  /** A device's SIP password; undefined where there is no such device. */
  readonly passwordOf: (device: string) => string | undefined;
  readonly media: EdgeMedia;
  readonly edges: EdgeSwitch;
  /** One for both edges where they share their dialogs; else this edge's own, gone with it. */
  readonly dialogs: DialogStore;
  readonly log: ServerLog;
  /** Whether it is to do this wrong, at any time. */
  readonly does: (misbehaviour: SipMisbehaviour) => boolean;
}

/** An edge as a server of the tier. */
export interface SipService extends SocketService {
  legs(): readonly EdgeLeg[];
}

/**
 * One life of an edge. It takes its registrations with it when it ends; media is another server's. A leg whose dialog
 * it does not know it asks the switch for, by our own tag in Replaces; whether the call of a dialog that it did not see
 * is not over, too.
 */
export function createSipService(options: SipServiceOptions): SipService {
  const { side, domain, passwordOf, media, edges, dialogs, log, does } = options;
  const life = edges.connect(side);
  const edge = createSipEdge({
    side,
    domain,
    credentials(user) {
      const password = passwordOf(user);
      return password === undefined ? null : { type: 'password', password };
    },
    media,
    switchLink: life.link,
    dialogs,
    findLeg(_callId, localTag) {
      const legId = legIdOfTag(localTag);
      return legId === null ? null : edges.findLeg(legId);
    },
    liveLegs: (legIds) => edges.liveLegs(legIds),
    log: (level, text, fields) => {
      if (level !== 'debug') log[level](text, fields);
    },
    timers: systemTimers,
    does,
  });
  return {
    accept: (link) => edge.accept(link),
    legs: () => edge.legs(),
    dispose() {
      life.end();
      edge.dispose();
    },
  };
}
