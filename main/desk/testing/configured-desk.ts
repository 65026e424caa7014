import type { ConnectionProfile } from '../../../contract/configuration/profile.ts';
import type { ServerKind } from '../../../contract/servers/server-kind.ts';
import { type RunningDesk, runDesk } from './running-desk.ts';
import { configuration } from './samples.ts';
import { deadAddress, downloads, type Script, type ScriptedServer, serveScript } from './scripted-servers.ts';

type Servers = Partial<Pick<ConnectionProfile, 'cti' | 'licensing' | 'sessions' | 'multiSession'>>;

/** A desk of a cluster whose profile has these servers; resolves when its profiles are there. */
export async function configured(servers: Servers, folder?: string): Promise<RunningDesk> {
  const dead = await deadAddress();
  const profiles = configuration.profiles.map((profile) => ({ ...profile, ...servers }));
  const desktop = { ...configuration.desktop, heartbeatDeadlineMs: 60_000 };
  const configurationServers = { a: '', b: dead };
  const script: Script = (question) =>
    downloads({ profiles, desktop, configurationServers: { ...configurationServers, a: server.address } })(
      question,
    );
  const server = await serveScript('configuration', 'A', script);
  const running = await runDesk({ a: server.address, b: dead }, folder);
  await running.until(({ configuration: { status } }) => status === 'fresh');
  return running;
}

/** Both servers of a pair, each with its script. */
export async function pairOf(
  kind: ServerKind,
  a: Script,
  b: Script,
): Promise<{
  readonly one: ScriptedServer;
  readonly two: ScriptedServer;
  readonly addresses: { readonly a: string; readonly b: string };
}> {
  const [one, two] = [await serveScript(kind, 'A', a), await serveScript(kind, 'B', b)];
  return { one, two, addresses: { a: one.address, b: two.address } };
}
