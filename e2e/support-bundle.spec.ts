import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { RunningApp } from './support/app.ts';
import { DeskPage } from './support/desk-page.ts';
import { sendCommand } from './support/desk-state.ts';
import { pinnedNode, projectRoot } from './support/project.ts';
import { letTalk } from './support/story.ts';
import { expect, test } from './support/test.ts';

/** What a replay of the recording in a bundle or a folder comes to. */
function replayed(where: string): {
  readonly inputs: number;
  readonly differences: unknown;
  readonly damage: unknown;
} {
  const { stdout, status, stderr } = spawnSync(
    pinnedNode,
    [path.join(projectRoot, 'tools/replay.ts'), where, '--json'],
    { encoding: 'utf8', maxBuffer: 100_000_000 },
  );
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** Puts the user's Downloads in a folder of the test's, and remembers which file is shown there. */
async function watchDownloads({ application, data }: RunningApp): Promise<string> {
  const downloads = path.join(data, 'Downloads');
  await application.evaluate(({ app, shell }, folder) => {
    app.setPath('downloads', folder);
    shell.showItemInFolder = (file) => {
      process.env.SHOWN_IN_FOLDER = file;
    };
  }, downloads);
  return downloads;
}

test.describe('the flight recorder', () => {
  test('saves a support bundle into Downloads and shows it there; its replay comes to the same', async ({
    app,
    desk,
    control,
  }) => {
    const downloads = await watchDownloads(app);
    await letTalk(desk, control);
    await desk.button(/^Connections/).click();
    await desk.button('Save support bundle').click();
    await expect(app.desk.getByText(/^Saved: /)).toBeVisible();
    const [name = ''] = await readdir(downloads);
    expect(name).toMatch(/^switchhook-support-[A-Za-z0-9-]+-\d{8}T\d{6}Z\.zip$/);
    const bundle = path.join(downloads, name);
    await expect(app.desk.getByText(`Saved: ${bundle}`)).toBeVisible();
    expect(await app.application.evaluate(() => process.env.SHOWN_IN_FOLDER)).toBe(bundle);
    expect(replayed(bundle)).toMatchObject({ differences: [], damage: [] });
  });

  test('has what an app that was killed in a call did until then', async ({ openApp, control }) => {
    const app = await openApp();
    await watchDownloads(app);
    await letTalk(new DeskPage(app.desk), control);
    // Half a second is the longest that a line waits.
    await sendCommand(app.desk, { type: 'saveSupportBundle' });
    const child = app.application.process();
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const { inputs, ...rest } = replayed(app.data);
    expect(rest).toMatchObject({ differences: [], damage: [] });
    expect(inputs).toBeGreaterThan(30);
  });
});
