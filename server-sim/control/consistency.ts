import type { EdgeLeg } from '../links/device-control.ts';
import type { MediaLeg } from '../links/media-control.ts';
import type { SwitchLeg } from '../links/switch-control.ts';
import type { InteractionGhost } from './interaction-ghosts.ts';

/** What each place of the tier knows of the legs of calls; null: it cannot be asked, for it is frozen. */
export interface KnownLegs {
  readonly switchLegs: readonly SwitchLeg[];
  readonly edges: Readonly<Record<'sip-a' | 'sip-b', readonly EdgeLeg[] | null>>;
  readonly media: readonly MediaLeg[] | null;
}

export const legGhostKinds = [
  'edge-leg-without-call',
  'media-leg-without-call',
  'call-leg-without-edge',
  'call-leg-without-media',
] as const;

/** A leg that one place has and another should have and has not. */
export interface LegGhost {
  /**
   * - `edge-leg-without-call`: an edge has a dialog, or rings a phone, for no call: the phone may think that it is in one.
   * - `media-leg-without-call`: media keeps a leg of no call; not said while an edge is frozen, which may keep its own.
   * - `call-leg-without-edge`: a softphone is in the call, and no edge can speak with it about that.
   * - `call-leg-without-media`: somebody is in the call and cannot be heard.
   */
  readonly kind: (typeof legGhostKinds)[number];
  readonly legId: string;
  /** Where it is known: `sip-a`, `media`, `peripheral`. */
  readonly at: string;
  readonly device: string | null;
  readonly callId: string | null;
}

/** Whatever one place of the tier has and another should have and has not. */
export type Ghost = LegGhost | InteractionGhost;

/** Compares what the places know. Between two of them a leg may be under way: what is found twice is no accident. */
export function findGhosts({ switchLegs, edges, media }: KnownLegs): readonly LegGhost[] {
  const ofCalls = new Set(switchLegs.map(({ legId }) => legId));
  const atEdges = Object.entries(edges).flatMap(([at, legs]) => (legs ?? []).map((leg) => ({ ...leg, at })));
  const established = new Set(
    atEdges.filter(({ phase }) => phase === 'established').map(({ legId }) => legId),
  );
  const inMedia = media && new Set(media.map(({ legId }) => legId));
  const areEdgesKnown = Object.values(edges).every((legs) => legs !== null);
  const connected = switchLegs.filter(({ state }) => state === 'Connected');
  return [
    ...atEdges
      .filter(({ legId }) => !ofCalls.has(legId))
      .map(
        ({ legId, at, device }): LegGhost => ({
          kind: 'edge-leg-without-call',
          legId,
          at,
          device,
          callId: null,
        }),
      ),
    ...(media ?? [])
      .filter(({ legId }) => areEdgesKnown && !ofCalls.has(legId))
      .map(
        ({ legId }): LegGhost => ({
          kind: 'media-leg-without-call',
          legId,
          at: 'media',
          device: null,
          callId: null,
        }),
      ),
    ...connected
      .filter(({ kind, legId }) => areEdgesKnown && kind === 'softphone' && !established.has(legId))
      .map((leg) => ghostOfCall('call-leg-without-edge', leg)),
    ...connected
      .filter(({ legId }) => inMedia && !inMedia.has(legId))
      .map((leg) => ghostOfCall('call-leg-without-media', leg)),
  ];
}

function ghostOfCall(kind: LegGhost['kind'], { legId, device, callId }: SwitchLeg): LegGhost {
  return { kind, legId, at: 'peripheral', device, callId };
}

/** How often it is looked again, milliseconds. */
const lookEveryMs = 50;

/**
 * The ghosts that are there at every look within this time: what is only under way is none. It answers as soon as there
 * is none.
 */
export async function findLastingGhosts<Found extends Ghost>(
  look: () => Promise<readonly Found[]>,
  withinMs: number,
): Promise<readonly Found[]> {
  const deadline = performance.now() + withinMs;
  let lasting = await look();
  while (lasting.length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    const now = new Set((await look()).map(keyOf));
    lasting = lasting.filter((ghost) => now.has(keyOf(ghost)));
  }
  return lasting;
}

function keyOf(ghost: Ghost): string {
  const { kind, at } = ghost;
  return 'legId' in ghost
    ? `${kind} ${ghost.legId} ${at}`
    : `${kind} ${ghost.interactionId} ${ghost.agentId} ${at}`;
}
