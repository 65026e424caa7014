import { findApp } from './app-entry.ts';
import { readArguments } from './arguments.ts';
import { electronVersion } from './electron-version.ts';
import { cannotRun, runApp } from './run-app.ts';

try {
  const asked = readArguments(process.argv.slice(2));
  if (asked.kind === 'version') {
    console.log(`v${electronVersion()}`);
  } else {
    // Electron's argv has its executable once, where Node's has the script too.
    process.argv.splice(1, 1);
    await runApp({ ...findApp(asked.app), requires: asked.requires, switches: asked.switches });
  }
} catch (error) {
  cannotRun(error);
}
