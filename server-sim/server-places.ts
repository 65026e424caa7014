import type { ServerPair } from '../contract/servers/address-text.ts';
import { type ServerKind, type Side, serverKinds, sides } from '../contract/servers/server-kind.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** How far after the base port each server listens; the control API is ten after it. */
export const portOffsets = {
  configuration: 0,
  licensing: 2,
  cti: 4,
  sip: 6,
  sessions: 8,
  control: 10,
} as const;

/** One of the servers that desks connect to. */
export interface ServerPlace {
  /** `cti-a` */
  readonly name: string;
  readonly kind: ServerKind;
  readonly side: Side;
  /** 0: a free one. */
  readonly port: number;
}

/** Five pairs, in the order in which their ports follow each other. */
export function serverPlaces(basePort: number): readonly ServerPlace[] {
  return serverKinds.flatMap((kind) =>
    sides.map((side) => ({
      name: nameOf(kind, side),
      kind,
      side,
      port: basePort === 0 ? 0 : basePort + portOffsets[kind] + sides.indexOf(side),
    })),
  );
}

export function nameOf(kind: ServerKind, side: Side): string {
  return `${kind}-${side.toLowerCase()}`;
}

/** @param addressOf tells where the server of this name listens, `host:port`. */
export function addressPairs(
  addressOf: (name: string) => string | null,
): Readonly<Record<ServerKind, ServerPair>> {
  const pair = (kind: ServerKind): ServerPair => ({
    a: addressOf(nameOf(kind, 'A')) ?? '',
    b: addressOf(nameOf(kind, 'B')) ?? '',
  });
  return {
    configuration: pair('configuration'),
    licensing: pair('licensing'),
    cti: pair('cti'),
    sip: pair('sip'),
    sessions: pair('sessions'),
  };
}

/** Servers say their cluster and domain when they start: another one's start anew. */
export function isOtherCluster(before: Scenario, next: Scenario): boolean {
  return before.cluster.id !== next.cluster.id || before.cluster.sipDomain !== next.cluster.sipDomain;
}
