import { defineConfig } from '@playwright/test';
import { chromiumShellEnvironment } from '../environment.ts';

// CONFORMANCE_RUNTIME=electron runs the same tests on the real binary, where it is installed.
const isRealElectron = process.env.CONFORMANCE_RUNTIME === 'electron';
if (!isRealElectron) Object.assign(process.env, chromiumShellEnvironment());

export default defineConfig({
  testDir: '.',
  outputDir: '../../../out/conformance',
  workers: 1,
  timeout: 30_000,
  reporter: [['list']],
  ...(isRealElectron ? { grepInvert: /@shell/ } : {}),
});
