import { defineConfig } from 'vitest/config';

/** One at a time: each story has the display, and the program's single-instance lock, to itself. */
export default defineConfig({
  test: {
    include: ['test/electron/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    // What the window shows in the end is asked for, not how fast a busy machine shows it.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 120_000,
  },
});
