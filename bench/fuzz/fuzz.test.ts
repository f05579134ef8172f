import { expect, it } from 'vitest';
import { makeFile } from './make-file.ts';
import { type Outcome, readFiles } from './read-files.ts';
import { formats, readSources } from './sources.ts';

// `npm run bench:fuzz` reads thousands; these few are read in each test run.
it('damaged and hostile files of all formats end in a documented state', { timeout: 120_000 }, async () => {
  const sources = await readSources();
  const files = Array.from({ length: 60 }, (_, at) => makeFile(sources, 7, at + 1, 1000));
  const outcomes: Outcome[] = [];
  await readFiles(files, (outcome) => outcomes.push(outcome));
  expect(outcomes.flatMap(({ file, faults }) => faults.map((fault) => `${file.number}: ${fault}`))).toEqual(
    [],
  );
  expect(new Set(files.map(({ format }) => format)).size).toBe(formats.length);
  expect(new Set(outcomes.map(({ state }) => state)).size).toBeGreaterThan(1);
  const again = makeFile(sources, 7, 60, 1000);
  expect(Buffer.from(again.bytes).equals(files[59]?.bytes ?? Buffer.alloc(0))).toBe(true);
});
