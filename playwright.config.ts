import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  // What ends in .test.ts is vitest's.
  testMatch: '**/*.spec.ts',
  outputDir: 'out/e2e',
  // Each test starts an app and a tier of its own; two cores carry one of them well.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: true,
});
