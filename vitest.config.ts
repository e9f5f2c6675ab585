import { defineConfig } from 'vitest/config'

/** fast: needs nothing but Node. system: real Dovecot, MariaDB, Chromium. crash: kills the service under load. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{system,crash}.test.ts'],
          // The whole check of the templates, or a start of the service, takes seconds, and many times that on a machine that is busy.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'system', include: ['test/**/*.system.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'crash', include: ['test/**/*.crash.test.ts'], testTimeout: 600_000, hookTimeout: 60_000 } },
    ],
  },
})
