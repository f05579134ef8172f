import { expect, test } from 'vitest';
import { checkLayers } from './check-layers.ts';

const core = 'packages/core/src/';
const one = (path: string, ...imports: string[]) => checkLayers([{ path, imports }]);

test('a folder may look left, not right', () => {
  expect(one(`${core}intent/intent.ts`, `${core}ticket/ticket.ts`, `${core}ids.ts`)).toEqual([]);
  expect(one(`${core}ticket/ticket.ts`, `${core}intent/intent.ts`)).toHaveLength(1);
});

test('only stages stand on the context', () => {
  expect(one(`${core}intent/discover-intents.ts`, `${core}context.ts`, `${core}runtime/store.ts`)).toEqual(
    [],
  );
  expect(one(`${core}text/bm25.ts`, `${core}runtime/store.ts`)).toHaveLength(1);
  expect(one(`${core}intent/discover-intents.ts`, `${core}pipeline.ts`)).toHaveLength(1);
});

test('a stage imports no other stage', () => {
  const files = [
    { path: `${core}intent/a.ts`, imports: [`${core}context.ts`, `${core}intent/b.ts`], stage: true },
    { path: `${core}intent/b.ts`, imports: [`${core}context.ts`], stage: true },
  ];
  expect(checkLayers(files)).toEqual([
    `${core}intent/a.ts imports ${core}intent/b.ts: a stage imports no other stage`,
  ]);
});

test('modules of Node stay in node/ and conformance/', () => {
  expect(one(`${core}node/worker-pool.ts`, 'node:worker_threads')).toEqual([]);
  expect(one(`${core}text/bm25.ts`, 'node:fs')).toHaveLength(1);
});

test('nobody in core imports conformance or testing', () => {
  expect(one(`${core}runtime/store.ts`, `${core}testing/index.ts`)).toHaveLength(1);
});

test('adapters do not know each other, but share sql', () => {
  expect(one('packages/adapters/src/mysql/index.ts', 'packages/adapters/src/sql/sql-store.ts')).toEqual([]);
  expect(one('packages/adapters/src/csv/index.ts', 'packages/adapters/src/jsonl/index.ts')).toHaveLength(1);
  expect(one('packages/adapters/src/csv/index.ts', '@ticket-ai/server')).toHaveLength(1);
});

test('packages know each other by name only, examples by their published entry points', () => {
  expect(one('packages/server/src/compose.ts', `${core}index.ts`)).toHaveLength(1);
  expect(one('examples/quickstart/quickstart.ts', '@ticket-ai/core')).toEqual([]);
  expect(one('examples/quickstart/quickstart.ts', `${core}index.ts`)).toHaveLength(1);
});

test('a cycle is found, type imports included', () => {
  const a = `${core}text/a.ts`;
  const b = `${core}text/b.ts`;
  expect(
    checkLayers([
      { path: a, imports: [b] },
      { path: b, imports: [a] },
    ]),
  ).toHaveLength(1);
});
