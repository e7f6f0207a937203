import { defineConfig } from 'vitest/config';

/** The long forms of the fault tests: `npm run test:faults`. */
export default defineConfig({
  test: { include: ['test/faults/**/*.test.ts'], testTimeout: 1_800_000, hookTimeout: 120_000, maxWorkers: 2 },
});
