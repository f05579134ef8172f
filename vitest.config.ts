import { defineConfig } from 'vitest/config';

const source = ['@ticket-ai/source'];

export default defineConfig({
  resolve: { conditions: source },
  ssr: { resolve: { conditions: source, externalConditions: source } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'examples/**/*.test.ts',
      'bench/**/*.test.ts',
    ],
    testTimeout: 30_000,
    // All processors: many tests wait for processes that they kill.
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**/*.ts', 'packages/adapters/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/index.ts'],
      thresholds: {
        'packages/core/src/**': { lines: 85, branches: 80 },
        'packages/adapters/src/**': { lines: 85, branches: 80 },
      },
    },
  },
});
