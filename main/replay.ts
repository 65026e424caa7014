/** The way in for whoever goes through a recording again: `tools/replay.ts`. */
export { type FollowedLine, follow } from './recorder/follow.ts';
export type { Damage, SegmentSource } from './recorder/read-segment.ts';
export { openRecording } from './recorder/replay/open-recording.ts';
export { type Difference, type Replayed, replay } from './recorder/replay/replay.ts';
export { stepWords } from './recorder/replay/step-words.ts';
