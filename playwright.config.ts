import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  // What ends in .test.ts is vitest's.
  testMatch: '**/*.spec.ts',
  outputDir: 'out/e2e',
  // Most tests start an app and a tier of their own, and often wait: two cores carry two of them.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  retries: 0,
  forbidOnly: true,
});
