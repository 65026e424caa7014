import process from 'node:process';
import Conf from 'conf';
import { writeJsonFile } from '../../files/json-file.ts';
import { silentLog } from '../../log/testing/test-logs.ts';
import { openLocalSettings } from '../open-local-settings.ts';
import { writtenConfiguration, writtenSettings } from './written.ts';

// Writes settings, and the configuration beside them, over and over until it is killed: what a test kills at random
// moments must leave whole files.

const [folder = '.'] = process.argv.slice(2);
const { settings } = openLocalSettings({
  file: `${folder}/settings.json`,
  open: () =>
    new Conf({ cwd: folder, configName: 'settings', projectName: 'switchhook', configFileMode: 0o600 }),
  policies: [],
  now: Date.now,
  log: silentLog,
});
// Whoever would kill it is gone.
process.once('disconnect', () => process.exit(1));
for (let count = 1; ; count += 1) {
  const { set, remembered } = writtenSettings(count);
  settings.set(set);
  settings.remember(remembered);
  const kept = await writeJsonFile(`${folder}/kept-configuration.json`, writtenConfiguration(count));
  if (!kept.ok) throw new Error(kept.error.message);
  // Its parent waits for the first files to be there.
  if (count === 1) process.send?.('writing');
}
