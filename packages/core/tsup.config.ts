import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'conformance/index': 'src/conformance/index.ts',
    'evaluation/index': 'src/evaluation/index.ts',
    'testing/index': 'src/testing/index.ts',
    'node/index': 'src/node/index.ts',
    // Started by path, on a thread or in a process of their own: they must stay files of their own, beside node/index.js.
    'node/task-worker': 'src/node/task-worker.ts',
    'node/guarded-entry': 'src/node/guarded-entry.ts',
  },
  format: ['esm'],
  dts: true,
  sourcemap: true,
  clean: true,
  target: 'node22',
  // Or `node:sqlite` becomes the package `sqlite`, which does not exist.
  removeNodeProtocol: false,
});
