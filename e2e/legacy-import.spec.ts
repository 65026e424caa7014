import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import type { RunningApp } from './support/app.ts';
import { logged, readLog } from './support/app-log.ts';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { freePort } from './support/free-port.ts';
import { deploy } from './support/policy-file.ts';
import { expect, test } from './support/test.ts';

const ctiOs = 'SOFTWARE\\Cisco Systems\\CTI Desktop\\CtiOs';

/** A .reg file of a computer that has a CTI OS desktop with these servers, and policies of ours. */
async function computerWith(
  file: string,
  { a, b }: { readonly a: string; readonly b: string },
  ...policies: readonly string[]
): Promise<string> {
  const legacy = [`[HKEY_LOCAL_MACHINE\\${ctiOs}]`, `"CTIOSA"="${a}"`, `"CTIOSB"="${b}"`];
  await deploy(file, ...policies, '', ...legacy);
  return file;
}

const offerOf = ({ desk }: RunningApp): Locator =>
  desk.getByRole('status').filter({ hasText: 'This computer has servers of CTI OS' });

const onDisk = async ({ data }: RunningApp): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(path.join(data, 'settings.json'), 'utf8'));

/** As the log, which is JSON, has a text. */
const inLog = (text: string): string => JSON.stringify(text).slice(1, -1);

test.describe('the servers of an older desktop', () => {
  test('are offered once: accepted, they are the user’s, the desk connects with them, and it asks no more', async ({
    openApp,
    tier,
  }, testInfo) => {
    const servers = tier.addresses.configuration;
    const file = await computerWith(testInfo.outputPath('desk.reg'), servers);
    const app = await openApp({ config: [], policies: [file] });
    const offer = offerOf(app);
    await expect(offer).toContainText(`A ${servers.a} and B ${servers.b}`);
    await expect(offer).toContainText(`HKLM\\${ctiOs} in ${file}`);
    const desk = new DeskPage(app.desk);
    await expect(desk.loginString).toBeFocused();
    await offer.getByRole('button', { name: 'Use these servers' }).press('Enter');

    await expect(desk.logInButton).toBeEnabled();
    await expect(offer).toHaveCount(0);
    await expect(desk.loginString).toBeFocused();
    expect(await onDisk(app)).toMatchObject({
      configurationServers: servers,
      legacyImport: { answer: 'use', desktop: 'CTI OS', ...servers },
    });
    await logged(app, inLog(`The user took over the servers of CTI OS in HKLM\\${ctiOs} in ${file}.`));
    await app.end();

    // Others in the registry, and the addresses gone: it was answered.
    await computerWith(file, { a: 'other-a', b: 'other-b' });
    const { configurationServers: _, toldByCluster: __, ...left } = await onDisk(app);
    const again = await openApp({ config: [], policies: [file], data: app.data, settings: left });
    await expect(again.desk.getByText('Both addresses are blank')).toBeVisible();
    await expect(offerOf(again)).toHaveCount(0);
  });

  test('that are left are not asked about again after a restart, and nothing was set', async ({
    openApp,
  }, testInfo) => {
    const dead = { a: `127.0.0.1:${await freePort()}`, b: `127.0.0.1:${await freePort()}` };
    const file = await computerWith(testInfo.outputPath('desk.reg'), dead);
    const app = await openApp({ config: [], policies: [file] });
    await offerOf(app).getByRole('button', { name: 'Leave them' }).click();
    await expect(offerOf(app)).toHaveCount(0);
    await expect(app.desk.getByText('Both addresses are blank')).toBeVisible();
    expect(await onDisk(app)).toMatchObject({
      legacyImport: { answer: 'leave', desktop: 'CTI OS', ...dead },
    });
    expect(await onDisk(app)).not.toHaveProperty('configurationServers');
    await app.end();
    const again = await openApp({ config: [], policies: [file], data: app.data });
    await expect(again.desk.getByText('Both addresses are blank')).toBeVisible();
    await expect(offerOf(again)).toHaveCount(0);
  });

  test('are not offered while a configuration server answers, nor in place of what a policy locks, which the log says', async ({
    openApp,
    tier,
  }, testInfo) => {
    const file = await computerWith(testInfo.outputPath('desk.reg'), { a: 'old-a', b: 'old-b' });
    const working = await openApp({ policies: [file] });
    await expect(new DeskPage(working.desk).logInButton).toBeEnabled();
    expect((await deskState(working.desk)).configuration.status).toBe('fresh');
    await expect(offerOf(working)).toHaveCount(0);
    expect(await onDisk(working)).not.toHaveProperty('legacyImport');
    await working.end();

    const dead = `127.0.0.1:${await freePort()}`;
    await computerWith(file, tier.addresses.configuration, `"ConfigurationServersA"="${dead}"`);
    const locked = await openApp({ config: [], policies: [file] });
    await logged(locked, inLog(`"configurationServers.a" is set by policy in ${file}.`));
    await expect(locked.desk.getByText(dead).first()).toBeVisible();
    await expect(offerOf(locked)).toHaveCount(0);
    expect(await readLog(locked)).toContain('are not offered');
  });
});
