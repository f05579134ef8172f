import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkDocument, estimateTokens } from './chunk-document.ts';
import { markdownParser } from './markdown-parser.ts';

const parse = (text: string) => markdownParser().parse({ bytes: new TextEncoder().encode(text) });
const textsOf = async (markdown: string, options = {}) => {
  const document = await parse(markdown);
  return chunkDocument(document, options).map(({ start, end, headingPath }) => ({
    text: document.text.slice(start, end),
    headingPath,
  }));
};

describe('chunkDocument', () => {
  it('keeps sections apart and carries their headings', async () => {
    expect(await textsOf('# A\n\none\n\n## B\n\ntwo\n\n### C\n\nthree\n\n## D\n\nfour')).toEqual([
      { text: 'one', headingPath: ['A'] },
      { text: 'two', headingPath: ['A', 'B'] },
      { text: 'three', headingPath: ['A', 'B', 'C'] },
      { text: 'four', headingPath: ['A', 'D'] },
    ]);
  });

  it('keeps a heading without text as text', async () => {
    const texts = (await textsOf('# FAQ\n\n## No refunds\n\n## Other\n\nwords')).map(({ text }) => text);
    expect(texts).toContain('No refunds');
  });

  it('never splits a step, and repeats a table head in the path only', async () => {
    const steps = Array.from(
      { length: 12 },
      (_, i) => `${i + 1}. Step number ${i + 1} has some words in it.`,
    ).join('\n');
    for (const { text } of await textsOf(steps, { target: 30 })) {
      for (const line of text.split('\n'))
        expect(line).toMatch(/^\d+\. Step number \d+ has some words in it\.$/u);
    }
    const table = `| Name | Value |\n|---|---|\n${Array.from({ length: 30 }, (_, i) => `| row ${i} | value ${i} |`).join('\n')}`;
    const chunks = await textsOf(`# T\n\n${table}`, { target: 40 });
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks[0]!.headingPath).toEqual(['T']);
    expect(chunks[1]!.headingPath).toEqual(['T', 'Name | Value']);
    expect(chunks[1]!.text).not.toContain('Name | Value');
  });

  it('knows a table by the rows that name its columns', () => {
    const rows = [
      'name | value',
      'north | south',
      ...Array.from({ length: 8 }, (_, i) => `row ${i} | value ${i}`),
    ];
    const text = [...rows, ...rows.slice(2)].join('\n');
    let at = 0;
    const blocks = [...rows, ...rows.slice(2)].map((row, index) => {
      const start = at;
      at += row.length + 1;
      return { kind: 'table-row', page: 1, start, end: at - 1, header: index < 2 } as const;
    });
    const paths = (from: number) =>
      chunkDocument({ text, blocks: blocks.slice(from) }, { target: 20 }).map(
        ({ headingPath }) => headingPath,
      );
    expect(paths(0)[0]).toEqual([]);
    expect(
      paths(0)
        .slice(1)
        .every((path) => path.join('/') === 'name | value/north | south'),
    ).toBe(true);
    expect(paths(2).flat()).toEqual([]);
  });

  it('splits a long paragraph at sentences with overlap', async () => {
    const sentences = Array.from({ length: 120 }, (_, i) => `This is sentence number ${i} of a long text.`);
    const chunks = await textsOf(sentences.join(' '));
    expect(chunks.length).toBeGreaterThan(2);
    for (const { text } of chunks) {
      expect(estimateTokens(text)).toBeLessThanOrEqual(512);
      expect(text).toMatch(/^This is sentence .*text\.$/su);
    }
    for (const sentence of sentences) expect(chunks.some(({ text }) => text.includes(sentence))).toBe(true);
    expect(chunks[0]!.text).toContain(chunks[1]!.text.slice(0, 30));
  });

  it('cuts even a text without sentences or spaces', async () => {
    for (const text of ['x'.repeat(9000), '界'.repeat(3000), '🚲'.repeat(4000)]) {
      const chunks = chunkDocument({ text, blocks: [] });
      expect(
        Math.max(...chunks.map(({ start, end }) => estimateTokens(text.slice(start, end)))),
      ).toBeLessThanOrEqual(520);
      expect(
        chunks.map(({ start, end }) => text.slice(start, end)).every((part) => part.isWellFormed()),
      ).toBe(true);
    }
  });

  it('loses no text: every block is in a chunk or in a heading path', async () => {
    const part = fc.oneof(
      fc.lorem({ maxCount: 60 }),
      fc.constantFrom(
        '# One',
        '## Two',
        '### Three',
        '- item',
        '1. step',
        '```\ncode\n\nmore\n```',
        '| a | b |\n|--|--|\n| c | d |',
      ),
      fc.lorem({ mode: 'sentences', maxCount: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 12 }),
        fc.integer({ min: 10, max: 400 }),
        async (parts, target) => {
          const document = await parse(parts.join('\n\n'));
          const chunks = chunkDocument(document, { target, maximum: Math.max(target, 60), overlap: 10 });
          for (const block of document.blocks) {
            const covered = chunks.some(({ start, end }) => start <= block.start && block.start < end);
            const inPath = chunks.some(({ headingPath }) =>
              headingPath.includes(document.text.slice(block.start, block.end)),
            );
            expect(covered || inPath).toBe(true);
          }
          for (let position = 0; position < document.text.length; position += 1) {
            if (/\s/u.test(document.text[position]!)) continue;
            const inHeading = document.blocks.some(
              ({ kind, start, end }) => kind === 'heading' && start <= position && position < end,
            );
            expect(inHeading || chunks.some(({ start, end }) => start <= position && position < end)).toBe(
              true,
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
