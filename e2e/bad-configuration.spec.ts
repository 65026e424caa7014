import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import path from 'node:path';
import { logged } from './support/app-log.ts';
import { type ClusterConfiguration, expect, test } from './support/bad-servers.ts';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { freePort } from './support/free-port.ts';
import { httpAnswer } from './support/stranger.ts';
import { acceptThenSend } from './support/web-socket-stranger.ts';

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
      'a sign-in page of the network is in the way (it leads to https://login.example/)',
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
      `Configuration server A (${bad.address}) answered as something else than a configuration server`,
    );
    await expect(notice).toContainText(`; B (${dead}) refused the connection.`);
    await expect(notice).toContainText(
      "An address is wrong: give IT the details. Both addresses come from this computer's own settings. Switchhook goes on trying.",
    );
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
    const { configuration: shown } = await deskState(alone.desk);
    expect(Object.values(shown.error?.details ?? {}).join()).toContain(
      'configuration.profiles.0.cti.a: "" is not an address',
    );
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
    const damaged = '{"downloadedAt": 1, "configuration": {';
    await writeFile(path.join(first.data, 'kept-configuration.json'), damaged);
    await control.server('configuration-a', 'kill');
    await control.server('configuration-b', 'kill');
    const second = await openApp({ data: first.data });
    await expect(second.desk.getByText(/kept-configuration\.damaged/)).toBeVisible();
    const [aside = ''] = (await readdir(first.data)).filter((file) =>
      file.startsWith('kept-configuration.damaged'),
    );
    expect(await readFile(path.join(first.data, aside), 'utf8')).toBe(damaged);
    await expect(second.desk.getByText('No profiles yet').first()).toBeVisible();
    await expect(new DeskPage(second.desk).logInButton).toBeDisabled();
    await control.server('configuration-a', 'start');
    await expect(new DeskPage(second.desk).logInButton).toBeEnabled({ timeout: 20_000 });
  });
});
