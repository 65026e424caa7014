import path from 'node:path';
import type { Result } from '../../contract/result.ts';
import type { FileFailure } from '../files/file-failure.ts';
import type { Log } from '../log/log.ts';
import type { LocalSettings } from '../settings/local-settings.ts';
import type { Timers } from '../timers.ts';
import { version } from '../version.ts';
import { writeSupportBundle } from './bundle/support-bundle.ts';
import { createFlightRecorder, type FlightRecorder } from './flight-recorder.ts';

/** A desk's flight recorder, and the bundle that is made from it. */
export interface DeskRecorder {
  readonly recorder: FlightRecorder;
  /** Writes a support bundle into this folder, with everything up to now; the value names the file. Never rejects. */
  saveBundle(into: string): Promise<Result<{ readonly file: string }, FileFailure>>;
}

export interface DeskRecorderOptions {
  /** The desk's own folder. */
  readonly folder: string;
  readonly settings: LocalSettings;
  readonly now: () => number;
  readonly timers: Timers;
  /** A new id each time. */
  readonly newId: () => string;
  readonly log: Log;
}

export function openDeskRecorder(options: DeskRecorderOptions): DeskRecorder {
  const { folder, settings, now, timers, newId, log } = options;
  const recorder = createFlightRecorder({
    folder: path.join(folder, 'recorder'),
    app: version,
    now,
    timers,
    recording: newId().slice(0, 4),
    keepMs: settings.read().inForce['recorder.days'] * 24 * 3_600_000,
    log,
  });
  return {
    recorder,
    saveBundle: async (into) => {
      await recorder.flush();
      return writeSupportBundle({
        folder,
        into,
        app: version,
        settings,
        now,
        unwritten: recorder.unwritten(),
      });
    },
  };
}
