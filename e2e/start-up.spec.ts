import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { logged } from './support/app-log.ts';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { freePort } from './support/free-port.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';

test.describe('start-up', () => {
  test('the addresses in its settings are used where none are given, a wrong one too is replaced', async ({
    openApp,
    tier,
  }) => {
    const configurationServers = { a: 'not an address', b: tier.addresses.configuration.b };
    const app = await openApp({ config: [], settings: { configurationServers } });
    await expect(app.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    const settings = JSON.parse(await readFile(path.join(app.data, 'settings.json'), 'utf8'));
    expect(settings.configurationServers).toEqual(tier.addresses.configuration);
    await logged(app, 'not an address');
  });

  test('a blank primary and a good secondary: both addresses are corrected from the cluster', async ({
    openApp,
    tier,
  }) => {
    const app = await openApp({ config: ['', tier.addresses.configuration.b] });
    await expect(app.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    const settings = JSON.parse(await readFile(path.join(app.data, 'settings.json'), 'utf8'));
    expect(settings.configurationServers).toEqual(tier.addresses.configuration);
  });

  test('a dead primary: the other is tried at once, and the dead address is replaced', async ({
    openApp,
    tier,
  }) => {
    const app = await openApp({ config: [`127.0.0.1:${await freePort()}`, tier.addresses.configuration.b] });
    await expect(app.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    const settings = JSON.parse(await readFile(path.join(app.data, 'settings.json'), 'utf8'));
    expect(settings.configurationServers).toEqual(tier.addresses.configuration);
  });

  test('no server answers and nothing is kept: Log in is off, and the desk names addresses and goes on trying', async ({
    openApp,
    control,
  }) => {
    await control.server('configuration-a', 'kill');
    await control.server('configuration-b', 'kill');
    const app = await openApp();
    await expect(app.desk.getByText(/127\.0\.0\.1:\d+/).first()).toBeVisible();
    await expect(app.desk.getByRole('button', { name: 'Log in', exact: true })).toBeDisabled();
    await control.server('configuration-b', 'start');
    await expect(app.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled({
      timeout: 20_000,
    });
  });

  test('no server answers, but an earlier run kept its download: the desk says how old it is, logs in with it, and goes on trying', async ({
    openApp,
    control,
    tier,
  }) => {
    const first = await openApp();
    await expect(first.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    await first.end();
    await control.server('configuration-a', 'kill');
    await control.server('configuration-b', 'kill');
    const second = await openApp({ data: first.data });
    await expect(second.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    const notice = second.desk.getByRole('status').filter({ hasText: 'These profiles are' });
    await expect(notice).toContainText(/These profiles are .+ old/);
    for (const address of Object.values(tier.addresses.configuration)) {
      await expect(notice).toContainText(`(${address})`);
    }
    await expect(notice).toContainText(
      'refused the connection. Both addresses come from the cluster. Switchhook goes on trying.',
    );
    const desk = new DeskPage(second.desk);
    await desk.logIn();
    await expect(desk.plate).toContainText('Not Ready');
    await control.server('configuration-b', 'start');
    await until(
      'the profiles are fresh',
      () => deskState(second.desk),
      ({ configuration }) => configuration.status === 'fresh',
      20_000,
    );
    await desk.whole();
  });

  test('a damaged settings file is set aside and named, and the desk starts', async ({ openApp }) => {
    const first = await openApp();
    await expect(first.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    await first.end();
    const damaged = '{"configurationServers": {"a": ';
    await writeFile(path.join(first.data, 'settings.json'), damaged);
    const second = await openApp({ data: first.data });
    await expect(second.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    await expect(second.desk.getByText(/settings\.damaged/)).toBeVisible();
    const [aside = ''] = (await readdir(first.data)).filter((file) => file.startsWith('settings.damaged'));
    expect(await readFile(path.join(first.data, aside), 'utf8')).toBe(damaged);
  });

  test('a settings file that a newer version has written is used, told, and left as it is', async ({
    openApp,
    tier,
  }) => {
    const newer = {
      schemaVersion: 99,
      configurationServers: tier.addresses.configuration,
      theme: 'dark',
      rooms: [1],
    };
    const app = await openApp({ config: [], settings: newer });
    await expect(app.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    await expect(app.desk.getByText('was written by a newer version of Switchhook')).toBeVisible();
    await new DeskPage(app.desk).logIn();
    await new DeskPage(app.desk).whole();
    expect(JSON.parse(await readFile(path.join(app.data, 'settings.json'), 'utf8'))).toEqual(newer);
  });
});
