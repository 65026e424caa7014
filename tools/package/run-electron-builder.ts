import { build, type Configuration, DIR_TARGET, Platform } from 'electron-builder';
import configuration from '../../electron-builder.config.ts';
import { root } from '../run-step.ts';

/** What takes Electron's place in the package, and what is made of it. */
export interface Packaging {
  /** The folder of Electron's distribution, or of what stands for it. */
  readonly distribution: string;
  /** It is Electron's own: it has fuses, and installers of it make sense. */
  readonly isElectron: boolean;
  readonly installers: boolean;
}

/** Packages the build in out/ for this system. Resolves to the installers' files. Rejects with what went wrong. */
export async function runElectronBuilder(packaging: Packaging): Promise<readonly string[]> {
  const { distribution, isElectron, installers } = packaging;
  const config: Configuration = {
    ...configuration(),
    electronDist: distribution,
    ...(isElectron ? {} : { electronFuses: null }),
  };
  const targets = Platform.current().createTarget(installers ? null : DIR_TARGET);
  return build({ projectDir: root, targets, config, publish: 'never' });
}
