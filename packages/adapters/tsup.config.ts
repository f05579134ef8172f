import { defineConfig } from 'tsup';

const parts = [
  'azure-blob',
  'chroma',
  'csv',
  'filesystem',
  'docx',
  'html',
  'jsonl',
  'mysql',
  'openai',
  'openrouter',
  'google',
  'firebase',
  'redis',
  's3',
  'slack',
  'sqlite',
  'unpdf',
];

export default defineConfig({
  entry: Object.fromEntries(parts.map((part) => [`${part}/index`, `src/${part}/index.ts`])),
  format: ['esm'],
  dts: true,
  sourcemap: true,
  clean: true,
  target: 'node22',
  // Or `node:sqlite` becomes the package `sqlite`, which does not exist.
  removeNodeProtocol: false,
});
