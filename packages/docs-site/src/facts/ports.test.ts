import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readKits } from './kits.ts';
import { inSite } from './paths.ts';
import { readPorts } from './ports.ts';

const folder = inSite('src/content/docs/ports');
const pages = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));

test('every port of core has a page that shows it', () => {
  expect(readPorts()).toContain('VectorStore');
  for (const port of readPorts())
    expect(
      pages.some((page) => page.includes(`'${port}'`)),
      port,
    ).toBe(true);
});

test('every conformance kit is shown on a page', () => {
  for (const kit of Object.keys(readKits()))
    expect(
      pages.some((page) => page.includes(`kit="${kit}"`)),
      kit,
    ).toBe(true);
});
