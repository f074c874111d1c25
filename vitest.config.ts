import { defineConfig } from 'vitest/config';

// The JSON report is what .ci/run takes its figures from.
const inCi = process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/ownTemporary.ts'],
    // Tests start the built program and real servers; two workers keep a two-core machine busy and not overloaded.
    pool: 'forks',
    maxWorkers: 2,
    // Machines are shared: what takes seconds alone may take many more.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: inCi ? ['default', 'json'] : ['default'],
    outputFile: { json: 'test-results.json' },
  },
});
