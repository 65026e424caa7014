import type { DeskState } from '../../contract/desk/desk-state.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import type { Control } from '../support/tier.ts';
import type { Victim } from './faults.ts';

export const serverTargetNames = [
  'configuration',
  'CTI',
  'SIP edges shared',
  'SIP edges separate',
  'licensing',
  'session managers',
] as const;
export const appTargetNames = ['desk window', 'phone window', 'whole app'] as const;
export const targetNames = [...serverTargetNames, ...appTargetNames] as const;
export type ServerTargetName = (typeof serverTargetNames)[number];
export type AppTargetName = (typeof appTargetNames)[number];
export type TargetName = (typeof targetNames)[number];

/** Which pair is hit, and how the SIP edges of the tier are built. */
export interface ServerTarget {
  readonly kind: ServerKind;
  readonly sipEdges: 'shared' | 'separate';
}

export const serverTargets: Readonly<Record<ServerTargetName, ServerTarget>> = {
  configuration: { kind: 'configuration', sipEdges: 'shared' },
  CTI: { kind: 'cti', sipEdges: 'shared' },
  'SIP edges shared': { kind: 'sip', sipEdges: 'shared' },
  'SIP edges separate': { kind: 'sip', sipEdges: 'separate' },
  licensing: { kind: 'licensing', sipEdges: 'shared' },
  'session managers': { kind: 'sessions', sipEdges: 'shared' },
};

export function isServerTarget(name: TargetName): name is ServerTargetName {
  return serverTargetNames.some((one) => one === name);
}

/** The server of the pair that the desk uses now; where it uses none yet, the first that it may try. */
export function serverInUse(kind: ServerKind, { connections }: DeskState): string {
  const { inUse, sides } = connections[kind];
  const trying = sides.B.state === 'connecting' && sides.A.state !== 'connecting' ? 'B' : 'A';
  return `${kind}-${(inUse ?? trying).toLowerCase()}`;
}

/** A server of the tier, made to fail by the control API. */
export function serverVictim(control: Control, name: string): Victim {
  return {
    kill: () => control.server(name, 'kill'),
    freeze: () => control.server(name, 'freeze'),
    slow: (milliseconds) => control.slow(name, milliseconds),
    cut: () => control.server(name, 'cut'),
    flap: (periodMs) => control.flap(name, periodMs),
    start: () => control.server(name, 'start'),
    thaw: () => control.server(name, 'thaw'),
    mend: () => control.server(name, 'mend'),
  };
}
