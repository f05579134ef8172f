import { defaultParseLimits } from '@ticket-ai/core';
import { documentParts, type ParsingMetrics, parsingMetrics } from '@ticket-ai/core/evaluation';
import { describe, expect, it } from 'vitest';
import { fixtureNames, makeFixture } from './fixtures/index.ts';
import { parsePdf } from './parse-pdf.ts';

// `npm run bench:parse` prints these figures for each file.
describe('files with a known truth', () => {
  const figures: ParsingMetrics[] = [];
  it.each(fixtureNames)('%s: states, pages and ranges', async (name) => {
    const { bytes, truth } = await makeFixture(name, 101);
    const parsed = await parsePdf(bytes, defaultParseLimits);
    expect(parsed.status).toBe(truth.status);
    expect(parsed.pages.map(({ quality }) => quality)).toEqual(
      truth.qualities ?? parsed.pages.map(() => 'ok'),
    );
    expect(parsed.text === '').toBe(truth.parts.length === 0);
    const hidden = truth.hidden ?? [];
    for (const sentence of hidden) expect(parsed.text.replace(/\s+/gu, ' ')).not.toContain(sentence);
    expect(hidden.length > 0 && parsed.warnings.length === 0).toBe(false);
    for (const spans of [parsed.pages, parsed.blocks]) expectOrder(spans, parsed.text.length);
    for (const { page, start, end } of parsed.blocks) {
      const own = parsed.pages[page - 1]!;
      expect(own.start <= start && end <= own.end).toBe(true);
      expect(parsed.text.slice(start, end)).toBe(parsed.text.slice(start, end).trim());
    }
    figures.push(parsingMetrics(truth.parts, documentParts(parsed)));
  });
  it('are read well', () => {
    const mean = (figure: keyof ParsingMetrics) => {
      const values = figures.flatMap((each) => each[figure] ?? []);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    expect(mean('readingOrder')).toBeGreaterThan(0.95);
    expect(mean('tables')).toBeGreaterThan(0.8);
    expect(mean('headings')).toBeGreaterThan(0.9);
  });
});

function expectOrder(
  spans: readonly { readonly start: number; readonly end: number }[],
  length: number,
): void {
  let last = 0;
  for (const { start, end } of spans) {
    expect(start >= last && end >= start && end <= length).toBe(true);
    last = end;
  }
}

describe('lines that were set wide', () => {
  const partsOf = async (name: (typeof fixtureNames)[number], seed: number) => {
    const { bytes, truth } = await makeFixture(name, seed);
    return { read: documentParts(await parsePdf(bytes, defaultParseLimits)), truth: truth.parts };
  };
  it.each([
    ['threeColumns', 1],
    ['columnsAndBack', 4],
  ] as const)('stretched lines of narrow columns are no table: %s', async (name, seed) => {
    const { read, truth } = await partsOf(name, seed);
    expect(read.filter(({ kind }) => kind === 'table')).toEqual([]);
    expect(read.length).toBe(truth.length);
  });
  it('a title of letters set apart is a title of words', async () => {
    const { read } = await partsOf('overprint', 1);
    expect(read[0]).toMatchObject({ kind: 'heading', level: 1, text: 'PRICE LIST' });
  });
});
