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

/** Whose record is asked for: a login string without an agent ID leaves it to these (seed 001, types 1, 2 and 5). */
export const agentRecordKey = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('system-user'),
    systemUser: z.string().min(1).max(256),
    /** Whether the string has no password either. */
    withPassword: z.boolean(),
  }),
  z.object({ by: z.literal('agent-name'), agentName: z.string().min(1).max(64) }),
]);
export type AgentRecordKey = z.infer<typeof agentRecordKey>;

export const agentRecordRequest = z.object({
  type: z.literal('QueryAgentRecordRequest'),
  id: requestId,
  of: agentRecordKey,
});

export const agentRecordConf = z.object({
  type: z.literal('QueryAgentRecordConf'),
  id: requestId,
  agentId: z.string().min(1).max(32),
  /** Null unless it was asked for. */
  password: z.string().max(128).nullable(),
});

/** Why a configuration server refuses. */
export const configurationFailureCodes = { noAgentRecord: 'noAgentRecord' } as const;

export const configurationRequest = z.discriminatedUnion('type', [
  ...commonRequests,
  downloadRequest,
  agentRecordRequest,
]);
export type ConfigurationRequest = z.infer<typeof configurationRequest>;

export const configurationAnswer = z.discriminatedUnion('type', [
  ...commonAnswers,
  downloadConf,
  configurationChanged,
  agentRecordConf,
]);
export type ConfigurationAnswer = z.infer<typeof configurationAnswer>;
