import * as z from 'zod';
import { serverPair } from '../servers/address-text.ts';
import { commonAnswers, commonRequests, instant, requestId } from '../wire/common.ts';
import { desktopSettings } from './desktop-settings.ts';
import { connectionProfile } from './profile.ts';

/** What one download brings: kept on disk as it came, so that the desk opens when no server answers. */
export const configuration = z.object({
  /** Grows with every change the cluster makes. */
  revision: z.number().int().nonnegative(),
  /** The two valid addresses of the configuration servers: both of the desk's are replaced by these (seed 004). */
  configurationServers: serverPair,
  cluster: z.object({ id: z.string().min(1), name: z.string().min(1) }),
  profiles: z.array(connectionProfile).max(500),
  desktop: desktopSettings,
});
export type Configuration = Readonly<z.infer<typeof configuration>>;

export const downloadRequest = z.object({ type: z.literal('GlobalSettingsDownloadRequest'), id: requestId });

/** CTI OS: OnGlobalSettingsDownloadConf. */
export const downloadConf = z.object({
  type: z.literal('GlobalSettingsDownloadConf'),
  id: requestId,
  time: instant,
  configuration,
});

/** The cluster changed: running desks take the new configuration as it is. */
export const configurationChanged = z.object({
  type: z.literal('GlobalSettingsChangedEvent'),
  time: instant,
  configuration,
});

export const configurationRequest = z.discriminatedUnion('type', [...commonRequests, downloadRequest]);
export type ConfigurationRequest = z.infer<typeof configurationRequest>;

export const configurationAnswer = z.discriminatedUnion('type', [
  ...commonAnswers,
  downloadConf,
  configurationChanged,
]);
export type ConfigurationAnswer = z.infer<typeof configurationAnswer>;
