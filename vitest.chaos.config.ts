import { defineConfig, mergeConfig } from 'vitest/config';
import shared from './vitest.config.ts';

/** The long runs in which everything is killed: `npm run test:chaos`. One file after the other: each wants the machine for itself. */
const chaos = mergeConfig(
  shared,
  defineConfig({ test: { testTimeout: 240_000, hookTimeout: 120_000, fileParallelism: false } }),
);

export default { ...chaos, test: { ...chaos.test, include: ['packages/server/src/chaos/*.chaos.ts'] } };
