import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  // What ends in .test.ts is vitest's.
  testMatch: '**/*.spec.ts',
  outputDir: 'out/e2e',
  // Most tests start an app of their own; two cores carry one of them, and the tier, well.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: true,
});
