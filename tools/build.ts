import { cp } from 'node:fs/promises';
import path from 'node:path';
import { build as buildWithVite } from 'electron-vite';
import { root } from './run-step.ts';

/** Builds the app into out/: main, the tier, the preloads and the windows. False: it failed, and has said why. */
export async function build(): Promise<boolean> {
  try {
    await buildWithVite({ root, logLevel: 'warn' });
    await copyTierFiles();
    return true;
  } catch (error) {
    process.stderr.write(`The build failed: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

/** What the tier reads at run time goes where its built entry looks for it: beside itself. */
async function copyTierFiles(): Promise<void> {
  for (const folder of ['scenarios', 'control/page', 'connector', 'media-routing']) {
    await cp(path.join(root, 'server-sim', folder), path.join(root, 'out/main', folder), {
      recursive: true,
      filter: (file) => !file.endsWith('.ts') && path.basename(file) !== 'testing',
    });
  }
  // Opus looks for its WebAssembly beside the file it runs from.
  const opus = 'opusscript_native_wasm.wasm';
  await cp(path.join(root, 'node_modules/opusscript/build', opus), path.join(root, 'out/main', opus));
}

if (import.meta.main) process.exit((await build()) ? 0 : 1);
