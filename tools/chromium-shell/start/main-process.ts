/** Makes Node's process look like Electron's main process to the app: versions, type, argv. */
export function becomeMainProcess(electronVersion: string): void {
  const versions = { ...process.versions, electron: electronVersion, chrome: '' };
  Object.defineProperty(process, 'versions', { value: versions, enumerable: true });
  Object.defineProperty(process, 'type', { value: 'browser', enumerable: true });
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  Object.defineProperty(process, 'resourcesPath', { value: process.cwd(), writable: true, enumerable: true });
  // Electron's argv has its executable once, where Node's has the script too.
  process.argv.splice(1, 1);
}

/** Electron shows an uncaught error in a dialog and goes on; a page has none, so it is written. */
export function reportUncaught(): void {
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    console.error('A JavaScript error occurred in the main process\nUncaught Exception:\n', error);
  });
  process.on('unhandledRejection', (reason) => {
    if (process.listenerCount('unhandledRejection') > 1) return;
    console.error('Unhandled rejection in the main process:\n', reason);
  });
}
