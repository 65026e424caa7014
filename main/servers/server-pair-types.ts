import type * as z from 'zod';
import type { ConnectionView } from '../../contract/desk/desk-state.ts';
import type { ServerOrder } from '../../contract/servers/pair-rules.ts';
import type { ServerKind, Side } from '../../contract/servers/server-kind.ts';
import type { Log } from '../log/log.ts';
import type { Timers } from '../timers.ts';
import type { Hello } from './check-hello.ts';
import type { ConnectionCause } from './connection-cause.ts';
import type { PairFollower } from './pair-follower.ts';
import type { Encryption } from './tls/encryption.ts';

/** What every request carries; its answer carries the id back. */
export interface PairRequest {
  readonly type: string;
  readonly id: string;
}

/** What a pair tells. A changed view is told first, then what changed it. */
export type ServerPairEvent<Answer> =
  /** A server said who it is, and it is the one that was meant. */
  | { readonly type: 'up'; readonly side: Side; readonly address: string; readonly hello: Hello }
  /** One decoded message, HeartbeatConf included: its time keeps the desk's clock right. */
  | { readonly type: 'message'; readonly side: Side; readonly message: Answer }
  /** The connection in use is gone, or was left for one that answers; the other side is tried or in use already. */
  | { readonly type: 'lost'; readonly side: Side; readonly address: string; readonly cause: ConnectionCause }
  /** The connection in use was left for the one that is preferred, which is in use already. */
  | { readonly type: 'left'; readonly side: Side; readonly address: string }
  /** A try came to nothing. */
  | {
      readonly type: 'failed';
      readonly side: Side;
      readonly address: string;
      readonly cause: ConnectionCause;
    }
  /**
   * The server in use lives, but has not answered a request in time; the other side takes over where it can. Told
   * again for as long as that is so.
   */
  | {
      readonly type: 'unanswered';
      readonly side: Side;
      /** The other side is being connected to take over. */
      readonly moving: boolean;
      readonly causes: Readonly<Record<Side, ConnectionCause | null>>;
    }
  /** Neither side answers: told at the end of each round that failed. A side without an address has no cause. */
  | { readonly type: 'down'; readonly causes: Readonly<Record<Side, ConnectionCause | null>> }
  | { readonly type: 'view'; readonly view: ConnectionView };

export interface ServerPairOptions<Request, Answer> {
  readonly kind: ServerKind;
  readonly order: ServerOrder;
  /** `host:port`, with or without `wss://` or `ws://` before it; null or blank: this side has no server. */
  readonly a: string | null;
  readonly b: string | null;
  readonly encryption: Encryption;
  /** Silence after which a server counts as dead, also while connecting. Milliseconds. */
  readonly deadlineMs: number;
  /** How often the side that is not in use is asked whether it lives, milliseconds; 0: never. */
  readonly probeEveryMs: number;
  /** The cluster's id where it is known: a server of another is not used. */
  readonly cluster: () => string | null;
  readonly answers: z.ZodType<Answer>;
  /** Whether this answers that. */
  readonly settles: (request: Request, answer: Answer) => boolean;
  readonly timers: Timers;
  /** In [0, 1). */
  readonly random: () => number;
  /** Milliseconds since 1970, by this computer's clock: for the view. */
  readonly now: () => number;
  readonly log: Log;
  readonly onEvent: (event: ServerPairEvent<Answer>) => void;
  /** Told before anything is carried out. */
  readonly follower?: PairFollower;
}

export interface ServerPair<Request> {
  start(): void;
  /** Leaves both servers at once; no event comes afterwards, but for the view that says so. */
  stop(): void;
  /**
   * False: no server is connected, nothing was sent. True says nothing about its arrival. A server that does not
   * answer it in time is left for the other side, where whoever asked is to ask again under the same id.
   */
  send(request: Request): boolean;
  setAddresses(a: string | null, b: string | null): void;
  /** From the next moment on, for the connection in use too. */
  setDeadline(ms: number): void;
  setProbing(everyMs: number): void;
  /** How long the primary must have been seen to live before the pair comes home to it, milliseconds; 0: never. */
  setHoming(afterMs: number): void;
  /** Whether the agent is at rest: only then does a pair come home. Until it is told, he is not. */
  setIdle(isIdle: boolean): void;
  /** Ends a back-off: tries now. */
  tryNow(): void;
  /** The computer woke or its network changed: asks the servers at once, with a short deadline. */
  wake(): void;
  view(): ConnectionView;
  /** Why this side was lost or could not be reached the last time; null after it connected or with a new address. */
  lastCause(side: Side): ConnectionCause | null;
}
