import { callSnapshot } from '../../desk/testing/samples.ts';
import { type MemoryLog, memoryLog } from '../../log/testing/test-logs.ts';
import { type HeldTimers, heldTimers } from '../../testing/held-timers.ts';
import { createFlightRecorder, type FlightRecorder } from '../flight-recorder.ts';
import { type FollowedLine, follow } from '../follow.ts';
import type { JournalLimits } from '../journal.ts';
import type { Damage } from '../read-segment.ts';
import type { SegmentFiles } from '../segment-files.ts';
import { type MemoryFiles, memoryFiles } from './memory-files.ts';
import type { RecordedDesk } from './recorded-desk.ts';

export interface Rig {
  readonly recorder: FlightRecorder;
  readonly files: MemoryFiles;
  readonly timers: HeldTimers;
  readonly log: MemoryLog;
}

export function rig(limits: Partial<JournalLimits> = {}, through: SegmentFiles | null = null): Rig {
  const files = memoryFiles();
  const timers = heldTimers();
  const log = memoryLog();
  const recorder = createFlightRecorder({
    folder: '/desk/recorder',
    app: '0.1.0',
    now: () => 1_700_000_000_000 + timers.monotonic(),
    timers,
    recording: 'test',
    log,
    limits,
    files: through ?? files,
  });
  return { recorder, files, timers, log };
}

export async function read(
  files: MemoryFiles,
): Promise<{ lines: readonly FollowedLine[]; damage: readonly Damage[] }> {
  const lines: FollowedLine[] = [];
  const damage: Damage[] = [];
  for await (const followed of follow(files.sources())) {
    if (followed.type === 'damage') damage.push(followed.damage);
    else lines.push(followed.line);
  }
  return { lines, damage };
}

export const kinds = ({ lines }: { readonly lines: readonly FollowedLine[] }): readonly string[] =>
  lines.map(({ line }) => line.kind);

/** Work for a recorder: a call is told of so many times. */
export function busy(desk: RecordedDesk, times: number): void {
  for (let time = 0; time < times; time += 1) {
    desk.after(1_000).call('DataUpdate', callSnapshot({ connection: time % 2 ? 'Held' : 'Connected' }));
  }
}
