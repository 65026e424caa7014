import { posix, win32 } from 'node:path';

/** The desk's own folder of a user, where Electron puts it (docs/it.md). */
export function deskFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  switch (platform) {
    case 'win32':
      return win32.join(environment.APPDATA ?? win32.join(home, 'AppData', 'Roaming'), 'switchhook');
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'switchhook');
    default:
      return posix.join(environment.XDG_CONFIG_HOME || posix.join(home, '.config'), 'switchhook');
  }
}
