import { describe, expect, it } from 'vitest';
import { type DocumentPart, documentParts, parsingMetrics } from './parsing-metrics.ts';

const heading = (level: number, text: string): DocumentPart => ({ kind: 'heading', level, text });
const text = (content: string): DocumentPart => ({ kind: 'text', text: content });
const table = (...rows: string[][]): DocumentPart => ({ kind: 'table', rows });

describe('parsingMetrics', () => {
  it('gives 1 for what is equal, and nothing for what is not there', () => {
    const parts = [heading(1, 'Title'), text('One line.'), table(['a', 'b'], ['c', 'd'])];
    expect(parsingMetrics(parts, parts)).toEqual({ readingOrder: 1, tables: 1, headings: 1 });
    expect(parsingMetrics([text('a')], [text('a')])).toEqual({
      readingOrder: 1,
      tables: undefined,
      headings: undefined,
    });
  });
  it('gives 0 for tables and headings that were missed or invented', () => {
    const [plain, rich] = [[text('words')], [heading(1, 'words'), table(['a'])]];
    expect(parsingMetrics(rich, plain)).toMatchObject({ tables: 0, headings: 0 });
    expect(parsingMetrics(plain, rich)).toMatchObject({ tables: 0, headings: 0 });
  });
  it('sees columns that were mixed', () => {
    const truth = [text('one two three four'), text('five six seven eight')];
    const mixed = [text('one two five six'), text('three four seven eight')];
    expect(parsingMetrics(truth, mixed).readingOrder).toBeLessThan(0.8);
  });
  it('takes blanks, wide forms and ligatures for the same text', () => {
    expect(parsingMetrics([text('ﬁnd  it')], [text('find\nit')]).readingOrder).toBe(1);
  });
  it('counts cells, rows and half a cell of a table', () => {
    const truth = [table(['ab', 'b'], ['c', 'd'])];
    // The tree has a table, two rows and four cells.
    expect(parsingMetrics(truth, [table(['ab', 'b'], ['c'])]).tables).toBeCloseTo(6 / 7);
    expect(parsingMetrics(truth, [table(['ax', 'b'], ['c', 'd'])]).tables).toBeCloseTo(6.5 / 7);
    expect(parsingMetrics(truth, [table(['ab', 'b']), table(['c', 'd'])]).tables).toBeLessThan(0.9);
  });
  it('counts the nesting of headings, not their numbers', () => {
    const truth = [heading(1, 'A'), text('x'), heading(2, 'B'), text('y')];
    expect(parsingMetrics(truth, [heading(2, 'A'), text('x'), heading(4, 'B'), text('y')]).headings).toBe(1);
    expect(
      parsingMetrics(truth, [heading(1, 'A'), text('x'), heading(1, 'B'), text('y')]).headings,
    ).toBeLessThan(1);
    expect(parsingMetrics(truth, [heading(1, 'A'), text('x B y')]).headings).toBeCloseTo(1 - 2.5 / 4, 1);
  });
});

describe('documentParts', () => {
  it('joins rows on adjoining lines, and parts tables at an empty one', () => {
    const content = 'T\n\na | b\nc | d\n\ne | f';
    const row = (start: number) => ({ kind: 'table-row', page: 1, start, end: start + 5 }) as const;
    expect(
      documentParts({
        text: content,
        blocks: [{ kind: 'heading', level: 2, page: 1, start: 0, end: 1 }, row(3), row(9), row(16)],
      }),
    ).toEqual([heading(2, 'T'), table(['a', 'b'], ['c', 'd']), table(['e', 'f'])]);
  });
});
