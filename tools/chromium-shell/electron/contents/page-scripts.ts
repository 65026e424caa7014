import { readFileSync } from 'node:fs';
import { bridgeParts } from '../../page/bridge.ts';
import { mainWorldParts, startMainWorld } from '../../page/main-world.ts';
import { type PreloadConfig, postBinding, receiveFunction } from '../../page/messages.ts';
import { pageSource } from '../../page/page-source.ts';
import { preloadWorldParts, startPreloadWorld } from '../../page/preload-world.ts';
import { valueCodecParts } from '../../page/value-codec.ts';

const handshake = 'chromium-shell-handshake';

/** The scripts that run in every document of a window before its own. */
export type PageScripts = {
  readonly mainWorld: string;
  readonly preloadWorld: string;
  /** Why the preload cannot be read, if it cannot. */
  readonly preloadError: Error | undefined;
};

/** The scripts for a window with this preload (an absolute path) and these `additionalArguments`. */
export function pageScripts(
  preload: string | undefined,
  additionalArguments: readonly string[],
): PageScripts {
  const { source, error: preloadError } = readPreload(preload);
  const config: PreloadConfig = {
    handshake,
    preload: preload ?? null,
    argv: [process.execPath, ...additionalArguments],
    process: {
      platform: process.platform,
      arch: process.arch,
      version: process.version,
      versions: { ...process.versions },
      execPath: process.execPath,
      resourcesPath: process.resourcesPath,
      defaultApp: process.defaultApp,
      pid: 0,
    },
  };
  const runPreload =
    source === undefined
      ? 'null'
      : `function (require, module, exports, process, setImmediate, clearImmediate) {\n${source}\n}`;
  const values = [config, postBinding, receiveFunction];
  const parts = [...bridgeParts, ...valueCodecParts, ...preloadWorldParts];
  return {
    mainWorld: pageSource([...bridgeParts, ...mainWorldParts], startMainWorld, [handshake]),
    preloadWorld: `${pageSource(parts, startPreloadWorld, values, [runPreload])}\n//# sourceURL=electron/preload:${preload ?? 'none'}`,
    preloadError,
  };
}

function readPreload(preload: string | undefined): { source?: string; error?: Error } {
  if (preload === undefined) return {};
  try {
    return { source: readFileSync(preload, 'utf8') };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}
