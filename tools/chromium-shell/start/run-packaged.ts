import { readSwitches } from './arguments.ts';
import { unpackApp } from './packaged-app.ts';
import { cannotRun, runApp } from './run-app.ts';

try {
  const [executable = '', ...own] = process.argv.slice(2);
  // A packaged app's argv has its executable and then its own words.
  process.argv.splice(1, 2);
  await runApp({ ...unpackApp(executable), requires: [], switches: readSwitches(own) });
} catch (error) {
  cannotRun(error);
}
