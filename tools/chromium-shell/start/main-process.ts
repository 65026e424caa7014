import path from 'node:path';

/**
 * Makes Node's process look like Electron's main process to the app: versions, type, where its resources are.
 * @param executable of the package that the app runs from; null where it is in none
 */
export function becomeMainProcess(electronVersion: string, executable: string | null): void {
  const versions = { ...process.versions, electron: electronVersion, chrome: '' };
  Object.defineProperty(process, 'versions', { value: versions, enumerable: true });
  Object.defineProperty(process, 'type', { value: 'browser', enumerable: true });
  if (executable === null) Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  const resources = executable === null ? process.cwd() : resourcesBeside(executable);
  Object.defineProperty(process, 'resourcesPath', { value: resources, writable: true, enumerable: true });
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

/** Where a package has its resources, on Linux. */
export function resourcesBeside(executable: string): string {
  return path.join(path.dirname(executable), 'resources');
}
