import path from 'node:path';
import { root } from '../run-step.ts';

/** Where everything that is packaged goes. */
export const packageFolder = path.join(root, 'out', 'package');

/** An unpacked app, as it is installed. */
export interface PackagedApp {
  /** All of it: what may be copied elsewhere. */
  readonly folder: string;
  /** Below the folder: what is started. */
  readonly program: string;
  /** Below the folder: the command line for IT. */
  readonly settings: string;
}

/** The unpacked app of a system, by the names that electron-builder gives it. */
export function packagedApp(platform: NodeJS.Platform, arch: string): PackagedApp {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  switch (platform) {
    case 'win32':
      return {
        folder: path.join(packageFolder, `win${suffix}-unpacked`),
        program: 'Switchhook.exe',
        settings: 'resources/bin/switchhook-settings.cmd',
      };
    case 'darwin':
      return {
        folder: path.join(packageFolder, `mac${suffix}`),
        program: 'Switchhook.app/Contents/MacOS/Switchhook',
        settings: 'Switchhook.app/Contents/Resources/bin/switchhook-settings',
      };
    default:
      return {
        folder: path.join(packageFolder, `linux${suffix}-unpacked`),
        program: 'switchhook',
        settings: 'resources/bin/switchhook-settings',
      };
  }
}
