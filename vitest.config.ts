import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/electron/**', 'test/faults/**'],
    // A story of a whole day's work takes a minute on a slow machine that has other work.
    testTimeout: 120_000,
    // What the window shows in the end is asked for, not how fast a busy machine shows it.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Generated inputs are others each time: a rare find is for the run at the desk, and does not hold up a build.
    retry: process.env.CI ? 1 : 0,
    // Node strips types with WebAssembly: a reading thread that ends while V8 still optimises that has crashed its
    // process.
    execArgv: ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering'],
  },
});
