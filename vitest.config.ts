import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,phone,main,renderer,server-sim,tools,e2e}/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});
