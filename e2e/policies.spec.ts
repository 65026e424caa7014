import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { RunningApp } from './support/app.ts';
import { logged } from './support/app-log.ts';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { freePort } from './support/free-port.ts';
import { deploy } from './support/policy-file.ts';
import { expect, test } from './support/test.ts';

const addresses = ({ a, b }: { readonly a: string; readonly b: string }): readonly string[] => [
  `"ConfigurationServersA"="${a}"`,
  `"ConfigurationServersB"="${b}"`,
];

const themeOf = ({ application }: RunningApp): Promise<string> =>
  application.evaluate(({ nativeTheme }) => nativeTheme.themeSource);

/** As the log, which is JSON, has a text. */
const inLog = (text: string): string => JSON.stringify(text).slice(1, -1);

test.describe('policies from a .reg file', () => {
  test('lock theme and addresses, and a change of the file takes effect while the app runs', async ({
    openApp,
    tier,
  }, testInfo) => {
    const file = testInfo.outputPath('desk.reg');
    const dead = { a: `127.0.0.1:${await freePort()}`, b: `127.0.0.1:${await freePort()}` };
    await deploy(file, '"Theme"="dark"', ...addresses(dead));
    // The command line's addresses count as set by the user: the policy stands above them.
    const app = await openApp({ policies: [file] });
    for (const key of ['configurationServers.a', 'configurationServers.b']) {
      await logged(app, inLog(`"${key}" is set by policy in ${file}: it cannot be changed here.`));
    }
    expect(await themeOf(app)).toBe('dark');
    const desk = new DeskPage(app.desk);
    await expect(app.desk.getByText(dead.a).first()).toBeVisible();
    await expect(desk.logInButton).toBeDisabled();

    const { configuration } = tier.addresses;
    await deploy(file, '"Theme"="light"', ...addresses(configuration));
    await expect(desk.logInButton).toBeEnabled();
    await expect.poll(() => themeOf(app)).toBe('light');
    const { sides } = (await deskState(app.desk)).connections.configuration;
    expect({ a: sides.A.address, b: sides.B.address }).toEqual(configuration);
    const settings = JSON.parse(await readFile(path.join(app.data, 'settings.json'), 'utf8'));
    // What the cluster names stands below the policy, for the day on which that goes.
    expect(settings.configurationServers).toEqual(configuration);
  });

  test('that are damaged or gone are named with file and line, and the desk works without them', async ({
    openApp,
  }, testInfo) => {
    const file = testInfo.outputPath('desk.reg');
    await deploy(file, '"Theme"=dark', '"LogLevel"=dword:1', '"Theme"="dark"');
    const app = await openApp({ policies: [file] });
    await expect(new DeskPage(app.desk).logInButton).toBeEnabled();
    await logged(app, inLog(`Line 4 of ${file} is passed over: expected "text"`));
    await logged(app, inLog(`The setting "LogLevel" in ${file}, line 5 is not used: expected REG_SZ`));
    expect(await themeOf(app)).toBe('dark');
    await rm(file);
    await logged(app, inLog(`There is no file ${file}: no policy is taken from it.`));
    await expect.poll(() => themeOf(app)).toBe('system');
  });
});
