import type { ServerAddress } from '../../contract/servers/address.ts';
import type { ServerKind, Side } from '../../contract/servers/server-kind.ts';
import type { SocketService } from './client-link.ts';
import { noPages } from './handshake.ts';
import type { MessageNames } from './message-names.ts';
import { ownNames } from './own-names.ts';
import { claimPort, type PortClaim } from './port-claim.ts';
import type { ServerLog } from './server-log.ts';
import { startRun } from './server-run.ts';
import { serverTitle } from './server-title.ts';
import type { BinaryMessages } from './socket-link.ts';
import type { TlsIdentity } from './tls-identity.ts';
import { toldAddress } from './told-address.ts';
import { createUnitHost, type UnitHost } from './unit-host.ts';

export interface ServerHostOptions {
  /** What the control API and the logs call it: `cti-a`. */
  readonly name: string;
  readonly kind: ServerKind;
  readonly side: Side;
  /** The address to listen on; loopback unless somebody asked for more. */
  readonly host: string;
  /** 0 takes a free port at the first start and keeps it. */
  readonly port: number;
  readonly subprotocol: string;
  /** What it can be asked, so that it can be mute to some of it. */
  readonly messages: MessageNames;
  /**
   * Called at each start: a server that was killed remembers nothing. `does` tells, at any time, whether it is to do
   * this wrong.
   */
  readonly create: (does: (misbehaviour: string) => boolean) => SocketService;
  /** What it can be made to do wrong; nothing where left out. */
  readonly misbehaviours?: readonly string[];
  readonly log: ServerLog;
  /** Which pages may connect; none unless given. */
  readonly isOriginAllowed?: (origin: string) => boolean;
  readonly binary?: BinaryMessages;
  /** Where it speaks TLS. */
  readonly tls?: TlsIdentity | null;
  /** How long a client may be silent until it is let go, milliseconds; 0: for ever. */
  readonly idleTimeoutMs: () => number;
}

/** What a simulated server listens with, and how it is made to fail. */
export interface ServerHost extends UnitHost {
  /** Takes the port without serving yet; connections wait for `start`. */
  claim(): Promise<ServerAddress>;
}

export function createServerHost(options: ServerHostOptions): ServerHost {
  const { name, kind, side, host, messages, tls = null, log } = options;
  let port = options.port;
  let claimed: PortClaim | null = null;
  const take = async (): Promise<PortClaim> => {
    claimed ??= await claimPort(host, port);
    port = claimed.address.port;
    return claimed;
  };
  const isUnanswered = (message: string, remote: string): boolean => {
    const asked = messages.namesOf(message).find((name) => unit.isMuteTo(name));
    if (asked === undefined) return false;
    log.info(`${remote} asked ${asked}; ${name} is mute to it`);
    return true;
  };
  const unit = createUnitHost({
    name,
    kind,
    side,
    address: () => (port === 0 ? null : toldAddress(host, port, tls)),
    requests: messages.requests,
    misbehaviours: options.misbehaviours ?? [],
    log,
    async begin() {
      const claim = await take();
      const service = options.create((kind) => unit.misbehavesBy(kind));
      // It goes with this run; the next one takes the port anew.
      claimed = null;
      const rules = {
        title: serverTitle(kind, side),
        subprotocol: options.subprotocol,
        names: ownNames(host),
        isOriginAllowed: options.isOriginAllowed ?? noPages,
      };
      const { binary = 'refused', idleTimeoutMs } = options;
      return startRun({ claim, service, rules, binary, isUnanswered, idleTimeoutMs, tls, log });
    },
    async release() {
      const unused = claimed;
      claimed = null;
      await unused?.release();
    },
  });
  return Object.assign(unit, {
    claim: (): Promise<ServerAddress> => unit.inTurn(async () => (await take()).address),
  });
}
