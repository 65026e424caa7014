import path from 'node:path';
import { build } from 'vite';
import { root } from '../run-step.ts';

/**
 * Builds switchhook-settings into out/settings/, for the package alone: elsewhere it runs from source. One file, so that
 * a command does not look for many; not in the app's build, which would cut the app's own files by what the two share.
 */
export async function buildSettingsProgram(): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['native-reg'] },
    build: {
      ssr: path.join(root, 'main/switchhook-settings.ts'),
      outDir: 'out/settings',
      emptyOutDir: true,
      target: 'node24',
      rollupOptions: {
        treeshake: { manualPureFunctions: ['z'] },
        // By its name alone Node knows it as a module: no package.json lies beside it.
        output: { entryFileNames: 'switchhook-settings.mjs', codeSplitting: false },
      },
    },
  });
}
