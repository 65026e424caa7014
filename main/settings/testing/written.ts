import type { SettingsInForce } from '../../../contract/settings/declared-settings.ts';
import type { Remembered } from '../remembered.ts';

/** What `settings-writer.ts` writes for the so-manieth time, in two writes. */
export function writtenSettings(count: number): {
  readonly set: Partial<SettingsInForce>;
  readonly remembered: Pick<Remembered, 'lastProfile'>;
} {
  return {
    set: {
      'configurationServers.a': `cfg-${count}.example:8100`,
      'configurationServers.b': `cfg-${count}.example:8101`,
    },
    remembered: { lastProfile: `Profile ${count}` },
  };
}

/** What it writes as the kept configuration: large, as a real one is, and the same number at both ends. */
export function writtenConfiguration(count: number): object {
  return { downloadedAt: count, padding: 'x'.repeat(100_000), end: count };
}
