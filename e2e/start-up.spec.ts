import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './support/free-port.ts';
import { expect, test } from './support/test.ts';

test.describe('start-up', () => {
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

  test('no server answers, but an earlier run kept its download: the desk opens with it and says how old it is', async ({
    openApp,
    control,
  }) => {
    const first = await openApp();
    await expect(first.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    await first.end();
    await control.server('configuration-a', 'kill');
    await control.server('configuration-b', 'kill');
    const second = await openApp({ data: first.data });
    await expect(second.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    await expect(second.desk.getByText(/profiles (are|were)|downloaded/i).first()).toBeVisible();
  });

  test('a damaged settings file is set aside and named, and the desk starts', async ({ openApp }) => {
    const first = await openApp();
    await expect(first.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    await first.end();
    await writeFile(path.join(first.data, 'settings.json'), '{"configurationServers": {"a": ');
    const second = await openApp({ data: first.data });
    await expect(second.desk.getByRole('button', { name: 'Log in', exact: true })).toBeEnabled();
    await expect(second.desk.getByText(/settings\.damaged/)).toBeVisible();
  });
});
