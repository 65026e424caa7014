import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import path from 'node:path';
import type { AppOptions, RunningApp } from './support/app.ts';
import { logged } from './support/app-log.ts';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { freePort } from './support/free-port.ts';
import { projectRoot } from './support/project.ts';
import { httpAnswer } from './support/stranger.ts';
import { test as base, expect } from './support/test.ts';
import type { Control } from './support/tier.ts';
import { seatsGivenBack } from './support/tier-facts.ts';
import {
  type Answers,
  acceptThenSend,
  openTalkingServer,
  type TalkingServer,
} from './support/web-socket-stranger.ts';

interface BadServers {
  /** An app that tries each primary first, so that what is wrong there is met. */
  readonly openPrimaryFirst: (config: AppOptions['config']) => Promise<RunningApp>;
  /** A server that greets as one of ours and says what it is told to; closed with the test. */
  readonly talking: (kind: 'configuration' | 'cti', answers: Answers) => Promise<TalkingServer>;
}

const test = base.extend<BadServers>({
  openPrimaryFirst: async ({ openApp }, use, testInfo) => {
    await use(async (config) => {
      const data = testInfo.outputPath('data');
      await mkdir(data, { recursive: true });
      await writeFile(path.join(data, 'settings.json'), JSON.stringify({ serverOrder: 'primary-first' }));
      return openApp({ config, data });
    });
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
}
interface ClusterConfiguration {
  readonly revision: number;
  readonly cluster: { readonly id: string };
  readonly profiles: readonly Profile[];
  readonly desktop: { readonly heartbeatDeadlineMs: number };
}

/** Gives the cluster's profiles other servers, as an administrator would. */
async function changeProfiles(control: Control, change: Partial<Profile>): Promise<void> {
  const { revision: _, ...current } = await control.get<ClusterConfiguration>('/configuration');
  const profiles = current.profiles.map((profile) => ({ ...profile, ...change }));
  await control.post('/configuration', { ...current, profiles }, 'PUT');
}

/** Lets desks take a silent server for dead as soon as they may. */
async function shortenDeadline(control: Control): Promise<void> {
  const { revision: _, ...current } = await control.get<ClusterConfiguration>('/configuration');
  const desktop = { ...current.desktop, heartbeatDeadlineMs: 1_000 };
  await control.post('/configuration', { ...current, desktop }, 'PUT');
}

test.describe('a configuration server that is none', () => {
  const strangers: readonly (readonly [string, (socket: Socket, request: string) => void, string])[] = [
    [
      'a web page',
      httpAnswer('200 OK', { 'content-type': 'text/html' }, '<!doctype html><title>Router</title>'),
      'it answers with a web page (HTTP 200 OK)',
    ],
    [
      'a redirect',
      httpAnswer('302 Found', { location: 'https://login.example/' }),
      'it redirects to https://login.example/ (HTTP 302 Found)',
    ],
    [
      'a gateway',
      httpAnswer('502 Bad Gateway'),
      'Something before it, such as a load balancer, cannot reach it.',
    ],
    ['another protocol', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), 'it does not answer in HTTP'],
    ['nothing but an end', (socket) => socket.destroy(), 'cut the connection without a farewell'],
    // A text frame of 100 bytes, of which ten come (RFC 6455, section 5.2).
    ['half a frame', acceptThenSend([0x81, 100, ...Buffer.from('{"type":"H')]), 'cut the connection'],
    ['a broken frame', acceptThenSend([0xf1, 0x00]), 'it broke the WebSocket protocol'],
    ['an empty object', acceptThenSend([0x81, 2, 0x7b, 0x7d]), 'began with something else than a Hello'],
  ];
  for (const [what, answer, cause] of strangers) {
    test(`but ${what}: the other is used, and the log names server, address and cause`, async ({
      openPrimaryFirst,
      stranger,
      tier,
    }) => {
      const bad = await stranger(answer);
      const app = await openPrimaryFirst([bad.address, tier.addresses.configuration.b]);
      await expect(new DeskPage(app.desk).logInButton).toBeEnabled();
      await logged(app, `Configuration server A (${bad.address})`);
      await logged(app, JSON.stringify(cause).slice(1, -1));
      const settings = JSON.parse(await readFile(path.join(app.data, 'settings.json'), 'utf8'));
      expect(settings.configurationServers).toEqual(tier.addresses.configuration);
    });
  }

  test('but a licensing server: the other is used, and the log says what it is', async ({
    openPrimaryFirst,
    tier,
  }) => {
    const { configuration, licensing } = tier.addresses;
    const app = await openPrimaryFirst([licensing.a, configuration.b]);
    await expect(new DeskPage(app.desk).logInButton).toBeEnabled();
    await logged(app, `Configuration server A (${licensing.a}) is not a configuration server`);
  });

  test('on both sides: the window names both with their causes, and the connections say it too', async ({
    openPrimaryFirst,
    stranger,
  }) => {
    const bad = await stranger(httpAnswer('200 OK', { 'content-type': 'text/html' }, '<html>'));
    const dead = `127.0.0.1:${await freePort()}`;
    const app = await openPrimaryFirst([bad.address, dead]);
    const notice = app.desk.getByRole('status').filter({ hasText: 'No profiles yet' });
    await expect(notice).toContainText(
      `Configuration server A (${bad.address}) is not a configuration server`,
    );
    await expect(notice).toContainText('The address is stale or wrong');
    await expect(notice).toContainText(`Configuration server B (${dead}) refused the connection`);
    await expect(new DeskPage(app.desk).logInButton).toBeDisabled();
    const { connections } = await deskState(app.desk);
    expect(connections.configuration).toMatchObject({
      status: 'down',
      sides: {
        A: { address: bad.address, error: expect.stringContaining('web page') },
        B: { address: dead, error: expect.stringContaining('refused') },
      },
    });
  });
});

test.describe('a configuration that cannot be used', () => {
  test('a profile without servers: the error names server, profile and member, and the other side is used', async ({
    openPrimaryFirst,
    talking,
    control,
    tier,
  }) => {
    const current = await control.get<ClusterConfiguration>('/configuration');
    const [profile] = current.profiles;
    const configuration = { ...current, profiles: [{ ...profile, cti: { a: '', b: '' } }] };
    const bad = await talking('configuration', ({ type, id }) =>
      type === 'GlobalSettingsDownloadRequest'
        ? [JSON.stringify({ type: 'GlobalSettingsDownloadConf', id, time: Date.now(), configuration })]
        : [],
    );
    const alone = await openPrimaryFirst([bad.address, '']);
    const notice = alone.desk.getByRole('status').filter({ hasText: 'No profiles yet' });
    await expect(notice).toContainText(`Configuration server A (${bad.address}) sent an answer`);
    await expect(notice).toContainText('configuration.profiles.0.cti.a: "" is not an address');
    await alone.end();
    const app = await openPrimaryFirst([bad.address, tier.addresses.configuration.b]);
    await expect(new DeskPage(app.desk).logInButton).toBeEnabled();
  });

  test('a kept one that is damaged is set aside and named; the desk waits for a server', async ({
    openApp,
    control,
  }) => {
    const first = await openApp();
    await expect(new DeskPage(first.desk).logInButton).toBeEnabled();
    await first.end();
    await writeFile(
      path.join(first.data, 'kept-configuration.json'),
      '{"downloadedAt": 1, "configuration": {',
    );
    await control.server('configuration-a', 'kill');
    await control.server('configuration-b', 'kill');
    const second = await openApp({ data: first.data });
    await expect(second.desk.getByText(/kept-configuration\.damaged/)).toBeVisible();
    await expect(second.desk.getByText('No profiles yet').first()).toBeVisible();
    await expect(new DeskPage(second.desk).logInButton).toBeDisabled();
    await control.server('configuration-a', 'start');
    await expect(new DeskPage(second.desk).logInButton).toBeEnabled({ timeout: 20_000 });
  });
});

test.describe('a login', () => {
  test('with a stale licensing address says so, with server, address and what lives there', async ({
    openApp,
    control,
    tier,
  }) => {
    await changeProfiles(control, { licensing: tier.addresses.cti });
    const desk = new DeskPage((await openApp()).desk);
    await desk.logIn();
    const alert = desk.page.getByRole('alert');
    await expect(alert).toContainText(/The address of licensing server [AB] is stale/);
    await expect(alert).toContainText(tier.addresses.cti.a);
    await expect(alert).toContainText(tier.addresses.cti.b);
    await expect(alert).toContainText('until IT corrects the address in the profile');
    await expect(desk.logInButton).toBeVisible();
  });

  test('without a free seat says so, with server, address and numbers; it works when one is free', async ({
    desk,
    startAgent,
    control,
    tier,
  }) => {
    const billing = await readFile(path.join(projectRoot, 'server-sim/scenarios/billing.yaml'), 'utf8');
    await control.post('/scenario', { yaml: billing.replace(/seats: \d+/, 'seats: 1') });
    const before = await seatsGivenBack(control);
    const { a, b } = tier.addresses.configuration;
    const options = ['--config', a, '--config', b, '--profile', 'Billing, blended', '--login', '-'];
    const agent = await startAgent(...options);
    agent.write('12288;aabbcc;52514');
    expect((await agent.answerTo('outcome', 'login')).outcome).toEqual({ ok: true });
    await desk.logIn();
    const alert = desk.page.getByRole('alert');
    await expect(alert).toContainText('No seat is free');
    await expect(alert).toContainText(/Licensing server [AB] \(127\.0\.0\.1:\d+\)/);
    await expect(alert).toContainText('1 of 1 seats are in use');
    agent.write('{"type":"end"}');
    await agent.ended;
    expect(await seatsGivenBack(control)).toBe(before + 1);
    await desk.button('Try again').click();
    await desk.whole();
    await control.post('/scenario', { name: 'billing' });
  });

  for (const [kind, title] of [
    ['cti', 'No CTI server answers'],
    ['licensing', 'The licensing server does not answer'],
  ] as const) {
    test(`to ${kind} servers that accept and never answer ends with an error that names both`, async ({
      openApp,
      control,
      tier,
    }) => {
      await shortenDeadline(control);
      const desk = new DeskPage((await openApp()).desk);
      await expect(desk.logInButton).toBeEnabled();
      await control.server(`${kind}-a`, 'freeze');
      await control.server(`${kind}-b`, 'freeze');
      await desk.logIn();
      const alert = desk.page.getByRole('alert');
      await expect(alert).toContainText(title);
      const { a, b } = tier.addresses[kind];
      for (const address of [a, b]) {
        await expect(alert).toContainText(`(${address}) did not answer within 1 s`);
      }
      await expect(alert).not.toContainText('goes on trying');
      await control.server(`${kind}-b`, 'thaw');
      await desk.button('Try again').click();
      await desk.whole();
    });
  }

  test('to a CTI server that greets and then says nothing more uses the other', async ({
    openPrimaryFirst,
    talking,
    control,
    tier,
  }) => {
    await shortenDeadline(control);
    const mute = await talking('cti', () => []);
    await changeProfiles(control, { cti: { a: mute.address, b: tier.addresses.cti.b } });
    const { a, b } = tier.addresses.configuration;
    const desk = new DeskPage((await openPrimaryFirst([a, b])).desk);
    await desk.logIn();
    await expect(desk.plate).toContainText('Not Ready');
    expect(mute.asked).toContain('SetSessionMode');
  });

  test('to a CTI server that talks nonsense uses the other, and the log says what was said', async ({
    openPrimaryFirst,
    talking,
    control,
    tier,
  }) => {
    const nonsense = [
      'not JSON',
      '{"type":"Dance"}',
      '{"type":"AgentStateEvent","sequence":-1}',
      '[]',
      JSON.stringify({ type: 'CallEvent', sequence: 1, event: 'Begin', call: { callId: '__proto__' } }),
    ];
    const liar = await talking('cti', () => [...nonsense, ...nonsense, ...nonsense, ...nonsense]);
    await changeProfiles(control, { cti: { a: liar.address, b: tier.addresses.cti.b } });
    const { a, b } = tier.addresses.configuration;
    const app = await openPrimaryFirst([a, b]);
    const desk = new DeskPage(app.desk);
    await desk.logIn();
    await expect(desk.plate).toContainText('Not Ready');
    await logged(app, `A message of CTI server A (${liar.address}) cannot be read and is skipped`);
    await logged(app, 'sent 20 messages in a row that cannot be read');
    await desk.button(/^Connections/).click();
    const row = desk.page.getByRole('row', { name: /^CTI/ });
    await expect(row).toContainText('No answer');
    await expect(row.getByTitle(liar.address)).toHaveAttribute('title', /is not a CTI server/);
  });

  test('to a CTI server that sends too much in one message uses the other', async ({
    openPrimaryFirst,
    talking,
    control,
    tier,
  }) => {
    const loud = await talking('cti', () => ['x'.repeat(1_048_577)]);
    await changeProfiles(control, { cti: { a: loud.address, b: tier.addresses.cti.b } });
    const { a, b } = tier.addresses.configuration;
    const app = await openPrimaryFirst([a, b]);
    const desk = new DeskPage(app.desk);
    await desk.logIn();
    await expect(desk.plate).toContainText('Not Ready');
    await logged(app, 'sent a message larger than is allowed');
  });
});
