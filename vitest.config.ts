import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'tools/test-browser.ts',
    include: ['{contract,phone,main,renderer,server-sim,tools,e2e}/**/*.test.{ts,tsx,mjs}'],
    // The Chromium shell serves Linux and macOS.
    exclude: [
      ...configDefaults.exclude,
      ...(process.platform === 'win32' ? ['tools/chromium-shell/**'] : []),
    ],
    // Most of them wait for something most of the time: two cores carry three at once.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
