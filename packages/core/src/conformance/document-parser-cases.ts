import assert from 'node:assert/strict';
import type { DocumentParser, ParsedDocument } from '../document/document-parser.ts';
import type { ConformanceCase } from './run-conformance.ts';

/** A file of the parser's format, and what a reader sees in it. */
export interface DocumentSample {
  readonly bytes: Uint8Array;
  /** Sentences that must be found in the text, in this order. */
  readonly sentences: readonly string[];
  /** Words of the file that no reader sees (comments, scripts, metadata); default none. */
  readonly hidden?: readonly string[];
  /** Headings with their levels, in order; needed for the capability `structure`. */
  readonly headings?: readonly (readonly [level: number, text: string])[];
  /** Items of a list and cells of a table row that the file has; needed for the capability `structure`. */
  readonly listItems?: readonly string[];
  readonly tableRow?: readonly string[];
}

/** What the cases need: the parser and files. */
export interface DocumentParserSubject {
  readonly parser: DocumentParser;
  readonly sample: DocumentSample;
  /** Files of the format that hold no readable text: empty, damaged, scanned, locked. */
  readonly unreadable: readonly Uint8Array[];
}

/** `structure`: headings, lists and tables come as blocks. */
export type DocumentParserCapability = 'structure';

type ParserCase = ConformanceCase<DocumentParserSubject, DocumentParserCapability>;

const plain = (text: string): string => text.replace(/\s+/gu, ' ');
const blockTexts = ({ text, blocks }: ParsedDocument, kind: string): string[] =>
  blocks.filter((block) => block.kind === kind).map(({ start, end }) => plain(text.slice(start, end)));

/** What every document parser promises. */
export const documentParserCases: readonly ParserCase[] = [
  {
    name: 'names itself with a version, and the media types it reads',
    async run({ parser }) {
      assert.match(parser.name, /^\S+@\S+$/u);
      assert.ok(parser.mediaTypes.length > 0);
      for (const type of parser.mediaTypes) assert.match(type, /^[a-z]+\/[a-z0-9.+-]+$/u);
    },
  },
  {
    name: 'gives the visible text, in reading order',
    async run({ parser, sample }) {
      const { status, text } = await parser.parse({ bytes: sample.bytes });
      assert.equal(status, 'ok');
      let from = 0;
      for (const sentence of sample.sentences) {
        const at = plain(text).indexOf(plain(sentence), from);
        assert.ok(at >= 0, `"${sentence}" is missing, or stands in another order`);
        from = at + sentence.length;
      }
    },
  },
  {
    name: 'gives nothing that a reader does not see',
    async run({ parser, sample }) {
      const { text } = await parser.parse({ bytes: sample.bytes });
      for (const word of sample.hidden ?? []) assert.ok(!text.includes(word), `"${word}" is not visible`);
    },
  },
  {
    name: 'blocks are ranges of the text, in order, apart, not empty',
    async run({ parser, sample }) {
      const { text, blocks } = await parser.parse({ bytes: sample.bytes });
      assert.ok(blocks.length > 0);
      let end = 0;
      for (const block of blocks) {
        assert.ok(Number.isInteger(block.start) && block.start >= end, 'blocks overlap or are out of order');
        assert.ok(
          block.end <= text.length && text.slice(block.start, block.end).trim() !== '',
          'a block is empty or leaves the text',
        );
        end = block.end;
      }
    },
  },
  {
    name: 'every visible character belongs to a block',
    async run({ parser, sample }) {
      const { text, blocks } = await parser.parse({ bytes: sample.bytes });
      let end = 0;
      for (const block of [...blocks, { start: text.length, end: text.length }]) {
        assert.equal(text.slice(end, block.start).trim(), '', 'text between blocks would never be searched');
        end = block.end;
      }
    },
  },
  {
    name: 'pages are numbered from 1, and every block names one of them',
    async run({ parser, sample }) {
      const { text, pages, blocks } = await parser.parse({ bytes: sample.bytes });
      assert.deepEqual(
        pages.map(({ number }) => number),
        pages.map((_, index) => index + 1),
      );
      let end = 0;
      for (const page of pages) {
        assert.ok(page.start >= end && page.end >= page.start && page.end <= text.length);
        end = page.end;
      }
      for (const { page, start } of blocks) {
        const own = pages.find(({ number }) => number === page);
        assert.ok(
          own !== undefined && own.start <= start && start < own.end,
          `a block at ${start} is not on page ${page}`,
        );
      }
    },
  },
  {
    name: 'the same bytes give the same result',
    async run({ parser, sample }) {
      assert.deepEqual(
        await parser.parse({ bytes: sample.bytes }),
        await parser.parse({ bytes: sample.bytes }),
      );
    },
  },
  {
    name: 'leaves the bytes as they are',
    async run({ parser, sample }) {
      const before = Uint8Array.from(sample.bytes);
      await parser.parse({ bytes: sample.bytes });
      assert.deepEqual(sample.bytes, before);
    },
  },
  {
    name: 'an unreadable file is a status with a reason, not an error and not a success',
    async run({ parser, unreadable }) {
      for (const bytes of unreadable) {
        const parsed = await parser.parse({ bytes });
        assert.ok(parsed.status !== 'ok' && parsed.status !== 'partial', `status is ${parsed.status}`);
        assert.equal(parsed.text.trim(), '');
        assert.ok(parsed.warnings.length > 0, 'nobody is told why');
      }
    },
  },
  {
    name: 'says so when it cuts the text at a limit',
    async run({ parser, sample }) {
      const whole = await parser.parse({ bytes: sample.bytes });
      const characters = Math.floor(whole.text.length / 2);
      const cut = await parser.parse({ bytes: sample.bytes, limits: { characters } });
      assert.ok(cut.status !== 'ok', 'a cut text is no success');
      assert.ok(cut.text.length <= characters && cut.warnings.length > 0);
    },
  },
  {
    name: 'headings are blocks with their levels',
    requires: ['structure'],
    async run({ parser, sample }) {
      const parsed = await parser.parse({ bytes: sample.bytes });
      const found = parsed.blocks
        .filter(({ kind }) => kind === 'heading')
        .map(({ level, start, end }) => [level, plain(parsed.text.slice(start, end))]);
      assert.deepEqual(found, sample.headings);
    },
  },
  {
    name: 'list items are blocks on lines of their own, with a visible mark',
    requires: ['structure'],
    async run({ parser, sample }) {
      const items = blockTexts(await parser.parse({ bytes: sample.bytes }), 'list-item');
      for (const item of sample.listItems ?? []) {
        assert.ok(
          items.some((text) => /^(?:\d+[.)]|[-•*–]) /u.test(text) && text.endsWith(plain(item))),
          `"${item}" is no marked list item`,
        );
      }
    },
  },
  {
    name: 'table rows are blocks with cells joined by " | "',
    requires: ['structure'],
    async run({ parser, sample }) {
      const rows = blockTexts(await parser.parse({ bytes: sample.bytes }), 'table-row');
      if (sample.tableRow !== undefined)
        assert.ok(rows.includes(sample.tableRow.join(' | ')), `rows are ${JSON.stringify(rows)}`);
    },
  },
];
