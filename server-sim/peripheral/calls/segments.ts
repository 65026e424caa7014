import type { CallSegment } from '../../../contract/cti/call.ts';

/** The line of a call's life: stretches one after the other, at most the last one open. */
export function openSegment(
  segments: readonly CallSegment[],
  kind: CallSegment['kind'],
  now: number,
): readonly CallSegment[] {
  const last = segments.at(-1);
  if (last && last.kind === kind && last.endedAt === null) return segments;
  return [...closeSegments(segments, now), { kind, startedAt: now, endedAt: null }];
}

export function closeSegments(segments: readonly CallSegment[], now: number): readonly CallSegment[] {
  return segments.map((segment) => (segment.endedAt === null ? { ...segment, endedAt: now } : segment));
}

/** A call that waits again: straight from a queue it goes on with that stay, as if nobody had been offered it. */
export function waitOn(segments: readonly CallSegment[], now: number): readonly CallSegment[] {
  const last = segments.at(-1);
  if (last?.kind !== 'queue') return openSegment(segments, 'queue', now);
  return [...segments.slice(0, -1), { ...last, endedAt: null }];
}
