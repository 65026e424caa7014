import * as z from 'zod';
import { type Configuration, configuration } from '../../contract/configuration/messages.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { FileFailure } from '../files/file-failure.ts';
import { readJsonFile, writeJsonFile } from '../files/json-file.ts';
import { createLatestOnly } from '../files/latest-only.ts';
import { type SetAsideNotice, setAside } from '../files/set-aside.ts';
import type { Log } from '../log/log.ts';

const stored = z.object({
  /** By this computer's clock. */
  downloadedAt: z.number().nonnegative(),
  configuration,
});

/** The last good download, as it came. */
export interface KeptConfiguration {
  readonly downloadedAt: number;
  readonly configuration: Configuration;
}

/** Where the last good download is kept, so that the desk opens when no configuration server answers. */
export interface KeptConfigurationFile {
  /** `kept` null: none, or it was damaged and set aside, which `notice` tells. Never rejects. */
  read(): Promise<{ readonly kept: KeptConfiguration | null; readonly notice: SetAsideNotice | null }>;
  /** Resolves when it, or a later one, is on disk. */
  keep(configuration: Configuration, downloadedAt: number): Promise<Result<null, FileFailure>>;
}

const without = 'The desk waits for a configuration server to answer.';

export function createKeptConfiguration(options: {
  /** `<userData>/kept-configuration.json`; a file of its own, for it can be large. */
  readonly file: string;
  readonly now: () => number;
  readonly log: Log;
}): KeptConfigurationFile {
  const { file, now, log } = options;
  const writes = createLatestOnly<Result<null, FileFailure>>();
  const unusable = (notice: SetAsideNotice): { readonly kept: null; readonly notice: SetAsideNotice } => {
    log.error(notice.message);
    return { kept: null, notice };
  };
  return {
    read: async () => {
      const read = await readJsonFile(file, stored);
      switch (read.type) {
        case 'value':
          return { kept: read.value, notice: null };
        case 'absent':
          return { kept: null, notice: null };
        case 'damaged':
          return unusable(setAside(file, read.wrong, without, now()));
        case 'unreadable':
          return unusable({ file, setAsideAs: null, message: `${read.failure.message} ${without}` });
      }
    },
    keep: async (fresh, downloadedAt) => {
      const written = await writes.run(() => writeJsonFile(file, { downloadedAt, configuration: fresh }));
      if (written.ok) return ok(null);
      log.error(`${written.error.message} The configuration just downloaded is not kept.`);
      return written;
    },
  };
}
