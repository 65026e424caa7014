import os from 'node:os';
import path from 'node:path';
import type { App } from 'electron';
import { host } from '../../core/host.ts';
import { chromiumShellExecutable } from '../../environment.ts';

type PathName = Parameters<App['getPath']>[0];

const homeFolders: Readonly<Record<string, string>> = {
  desktop: 'Desktop',
  documents: 'Documents',
  downloads: 'Downloads',
  music: 'Music',
  pictures: 'Pictures',
  videos: 'Videos',
};

/** The folders that `app.getPath` knows, as Electron has them on Linux. */
export class AppPaths {
  readonly #appName: () => string;
  readonly #overrides = new Map<string, string>();

  constructor(appName: () => string) {
    this.#appName = appName;
  }

  /** Absolute path of the folder. Throws for a name that Electron does not know. */
  get(name: PathName): string {
    return this.#overrides.get(name) ?? this.#usual(name);
  }

  /** From now on the folder is another. Throws unless the path is absolute. */
  set(name: string, folder: string): void {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    this.#overrides.set(name, folder);
  }

  #usual(name: PathName): string {
    switch (name) {
      case 'home':
        return os.homedir();
      case 'appData':
        return process.env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config');
      case 'userData':
        return host.switches.get('user-data-dir') || path.join(this.get('appData'), this.#appName());
      case 'sessionData':
        return this.get('userData');
      case 'logs':
      case 'crashDumps':
        return path.join(this.get('userData'), name === 'logs' ? 'logs' : 'Crashpad');
      case 'temp':
        return os.tmpdir();
      case 'exe':
      case 'module':
        return host.application.executable ?? chromiumShellExecutable;
      default:
        return this.#inHome(name);
    }
  }

  #inHome(name: string): string {
    const folder = homeFolders[name];
    if (folder === undefined) throw new Error(`Failed to get '${name}' path`);
    return path.join(os.homedir(), folder);
  }
}
