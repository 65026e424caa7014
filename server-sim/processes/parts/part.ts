import type { ClockFace } from '../../control/clock.ts';
import type { ServerLog } from '../../host/server-log.ts';
import type { ServerUnit } from '../../host/server-unit.ts';
import type { EdgeLeg } from '../../links/device-control.ts';
import type { MediaLeg } from '../../links/media-control.ts';
import type { Channel } from '../link/channel.ts';
import type { Preparation, Prepared, Surroundings } from '../protocols/server.ts';

/** What a server's process gives the server that it is put together with. */
export interface PartTools extends Preparation {
  readonly face: ClockFace;
  readonly log: ServerLog;
  /** A channel to the tier, for what the servers of a cluster share. */
  readonly open: (name: string) => Channel;
}

/** A server in a process of its own: the same module as in one process with all others, put together here. */
export interface ServerPart {
  readonly prepared: Prepared;
  /** How it is made to fail from within; null: it is not (the switch). */
  readonly unit: ServerUnit | null;
  /** Begins, with what is around it. */
  serve(around: Surroundings): Promise<void>;
  /** What is around it has changed. */
  learn(around: Surroundings): void;
  edgeLegs?(): readonly EdgeLeg[];
  mediaLegs?(): Promise<readonly MediaLeg[]>;
}

/** Takes its ports, so that all addresses are known before anybody serves. */
export type PreparePart = (tools: PartTools) => Promise<ServerPart>;
