// Loaded before the app's module in a utility process: gives it process.parentPort and an `electron`.
import { serveElectron } from '../../core/electron-module.ts';
import { missingExport } from '../../core/missing.ts';
import { electronVersion } from '../../start/electron-version.ts';
import { ShellParentPort } from './parent-port.ts';

// The two that Electron itself has there.
serveElectron({
  net: missingExport('net in a utility process'),
  systemPreferences: missingExport('systemPreferences in a utility process'),
});

const versions = { ...process.versions, electron: electronVersion() };
Object.defineProperty(process, 'versions', { value: versions, enumerable: true });
Object.defineProperty(process, 'type', { value: 'utility', enumerable: true });
Object.defineProperty(process, 'parentPort', { value: new ShellParentPort(), enumerable: true });

// However the main process ends, the channel closes, and a utility process does not outlive it.
process.once('disconnect', () => process.exit());
