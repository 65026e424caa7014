import type { AppOptions, RunningApp } from './app.ts';
import { test as base } from './test.ts';
import type { Control } from './tier.ts';
import { type Answers, openTalkingServer, type TalkingServer } from './web-socket-stranger.ts';

interface BadServers {
  /** An app that tries each primary first, so that what is wrong there is met. */
  readonly openPrimaryFirst: (config: AppOptions['config']) => Promise<RunningApp>;
  /** A server that greets as one of ours and says what it is told to; closed with the test. */
  readonly talking: (kind: 'configuration' | 'cti', answers: Answers) => Promise<TalkingServer>;
}

export const test = base.extend<BadServers>({
  openPrimaryFirst: async ({ openApp }, use) => {
    await use((config) => openApp({ config, settings: { serverOrder: 'primary-first' } }));
  },
  talking: async ({ control }, use) => {
    const { cluster } = await control.get<ClusterConfiguration>('/configuration');
    const servers: TalkingServer[] = [];
    await use(async (kind, answers) => {
      const hello = { type: 'Hello', kind, side: 'A', cluster: cluster.id, time: Date.now() };
      const server = await openTalkingServer(JSON.stringify(hello), answers);
      servers.push(server);
      return server;
    });
    for (const server of servers) server.close();
  },
});

interface Pair {
  readonly a: string;
  readonly b: string;
}
interface Profile {
  readonly name: string;
  readonly cti: Pair;
  readonly licensing: Pair;
  readonly sip: Pair & { readonly domain: string };
}
export interface ClusterConfiguration {
  readonly revision: number;
  readonly cluster: { readonly id: string };
  readonly profiles: readonly Profile[];
  readonly desktop: { readonly heartbeatDeadlineMs: number };
}

/** Gives the cluster's profiles other servers, as an administrator would. */
export async function changeProfiles(control: Control, change: Partial<Profile>): Promise<void> {
  const { revision: _, ...current } = await control.get<ClusterConfiguration>('/configuration');
  const profiles = current.profiles.map((profile) => ({ ...profile, ...change }));
  await control.post('/configuration', { ...current, profiles }, 'PUT');
}

/** Gives the profiles other SIP servers, of the same domain. */
export async function changeSipServers(control: Control, servers: Pair): Promise<void> {
  const { profiles } = await control.get<ClusterConfiguration>('/configuration');
  const domain = profiles[0]?.sip.domain ?? '';
  await changeProfiles(control, { sip: { ...servers, domain } });
}

/** Lets desks take a silent server for dead as soon as they may. */
export function shortenDeadline(control: Control): Promise<void> {
  return setDeadline(control, 1_000);
}

/** Lets desks take a server for dead that was silent for so long; a second to a minute. */
export async function setDeadline(control: Control, heartbeatDeadlineMs: number): Promise<void> {
  const { revision: _, ...current } = await control.get<ClusterConfiguration>('/configuration');
  const desktop = { ...current.desktop, heartbeatDeadlineMs };
  await control.post('/configuration', { ...current, desktop }, 'PUT');
}

export { expect } from '@playwright/test';
