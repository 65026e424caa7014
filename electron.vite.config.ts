import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const here = import.meta.dirname;

/** What stands for Conf's JSON-schema validator. */
const noJsonSchema = '\0no-json-schema';

/**
 * Conf is given no JSON schema (main/settings/settings-file.ts says why): the validator that it loads in any case stays
 * out, half of what main reads before it can open its window.
 */
const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  enforce: 'pre',
  resolveId: (id) => (/^ajv(-formats|\/dist\/2020\.js)$/.test(id) ? noJsonSchema : null),
  load: (id) =>
    id === noJsonSchema
      ? `export class Ajv2020 { constructor() { throw new Error('Conf is given no JSON schema here'); } }
         export default {};`
      : null,
};

/** Builds the app into out/: main and the tier it can bring along, the windows' preloads, the windows. */
export default defineConfig({
  main: {
    plugins: [withoutJsonSchema],
    build: {
      outDir: 'out/main',
      // Bundled, with what is not used left out: loading each package from its own files took a third of a start.
      externalizeDeps: false,
      rollupOptions: {
        // It finds its binary beside itself, and is asked for on Windows alone.
        external: ['native-reg'],
        treeshake: { manualPureFunctions: ['z'] },
        input: { index: path.join(here, 'main/index.ts'), tier: path.join(here, 'server-sim/index.ts') },
        // All in one folder: what finds a file beside itself, as Opus does, finds it from whichever chunk it is in.
        output: { format: 'es', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // Nor can it load a file beside it: each is whole.
      isolatedEntries: true,
      // A sandboxed preload can require nothing but Electron: whatever else it uses is built in.
      externalizeDeps: false,
      rollupOptions: {
        input: {
          desk: path.join(here, 'main/bridge/desk-preload.ts'),
          phone: path.join(here, 'main/bridge/phone-preload.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path.join(here, 'renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      // Nothing inlined: the windows' policy allows scripts, styles and worklets from files alone.
      assetsInlineLimit: 0,
      minify: true,
      rollupOptions: {
        // A schema that a window does not use is left out: no module of ours has effects beside its schemas.
        treeshake: { manualPureFunctions: ['z'] },
        input: {
          desk: path.join(here, 'renderer/desk/index.html'),
          phone: path.join(here, 'renderer/phone/index.html'),
        },
      },
    },
  },
});
