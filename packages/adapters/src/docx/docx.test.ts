import { createTicketAI, seededRandom } from '@ticket-ai/core';
import { documentParserCases, runConformance } from '@ticket-ai/core/conformance';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { docxDocumentParser } from './index.ts';
import {
  cell,
  item,
  paragraph,
  run,
  styled,
  table,
  type WordFixture,
  wordFile,
} from './word-file.fixture.ts';

const parser = docxDocumentParser();

/** The same file with another size of each unpacked part in its directory. */
function statingSize(zip: Uint8Array, size: number): Uint8Array {
  const view = new DataView(zip.slice().buffer);
  for (let at = 0; at < zip.length - 46; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  return new Uint8Array(view.buffer);
}
const parse = (fixture: WordFixture) => parser.parse({ bytes: wordFile(fixture) });
const blocksOf = async (fixture: WordFixture) => {
  const { blocks, text } = await parse(fixture);
  return blocks.map(({ kind, level, start, end }) => [
    level === undefined ? kind : `${kind} ${level}`,
    text.slice(start, end),
  ]);
};

const sample: WordFixture = {
  body: [
    styled('berschrift1', 'Refunds'),
    paragraph(`${run('Send it back ')}${run('within 30 days', '<w:b/>')}${run('.')}`),
    paragraph(`${run('Public.')}${run('secretHidden', '<w:vanish/>')}`),
    styled('H2', 'Steps'),
    item(1, 'Pack it.'),
    item(1, 'Ship it.'),
    item(2, 'By post'),
    table([cell('What'), cell('Fee')], [cell('Pick-up'), cell('79 EUR')]),
  ].join(''),
  parts: { 'word/header1.xml': '<x>secretHeader</x>', 'word/comments.xml': '<x>secretComment</x>' },
};

describe('docxDocumentParser keeps the contract', () => {
  runConformance(it, documentParserCases, {
    capabilities: ['structure'],
    create: () => ({
      parser,
      sample: {
        bytes: wordFile(sample),
        sentences: ['Refunds', 'Send it back within 30 days.', 'Public.', 'Pack it.', 'Pick-up'],
        hidden: ['secret'],
        headings: [
          [1, 'Refunds'],
          [2, 'Steps'],
        ] as const,
        listItems: ['Pack it.', 'Ship it.', 'By post'],
        tableRow: ['What', 'Fee'],
      },
      unreadable: [
        new Uint8Array(),
        zipSync({ 'word/other.xml': strToU8('<a/>') }),
        wordFile(sample).slice(0, 900),
        wordFile({ body: '' }),
      ],
    }),
  });
});

describe('structure', () => {
  it('takes headings from styles in any language, from styles based on them, and from the outline', async () => {
    const body = [
      styled('Titel', 'Handbook'),
      styled('berschrift1', 'One'),
      styled('Own', 'Two'),
      paragraph('Three', '<w:outlineLvl w:val="2"/>'),
      paragraph('Text', '<w:outlineLvl w:val="9"/>'),
    ].join('');
    expect(await blocksOf({ body })).toEqual([
      ['heading 1', 'Handbook'],
      ['heading 1', 'One'],
      ['heading 2', 'Two'],
      ['heading 3', 'Three'],
      ['paragraph', 'Text'],
    ]);
    expect((await parse({ body })).title).toBe('Handbook');
  });

  it('marks list items as Word shows them, and counts on after a paragraph', async () => {
    const body = [
      item(1, 'Open it.'),
      item(1, 'left', 1),
      item(1, 'right', 1),
      paragraph('Wait.'),
      item(1, 'Close it.'),
      item(3, 'Outer'),
      item(3, 'Inner', 1),
      item(2, 'Dot'),
      paragraph('Not in a list', '<w:numPr><w:numId w:val="0"/></w:numPr>'),
    ].join('');
    expect((await parse({ body })).text).toBe(
      '1. Open it.\na) left\nb) right\n\nWait.\n\n2. Close it.\n1. Outer\n1.1 Inner\n- Dot\n\nNot in a list',
    );
  });

  it('keeps the columns of a table with merged cells, and its header', async () => {
    const body = `<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('Part')}${cell('Fee')}${cell('Note')}</w:tr><w:tr>${cell('Lock', '<w:vMerge w:val="restart"/>')}${cell('10 EUR', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('12 EUR')}${cell(paragraph('new') + paragraph('key'))}</w:tr></w:tbl>`;
    const { text, blocks } = await parse({ body });
    expect(text).toBe('Part | Fee | Note\nLock | 10 EUR\n| 12 EUR | new key');
    expect(blocks.map(({ header }) => header)).toEqual([true, undefined, undefined]);
  });

  it('reads a table of one column as text', async () => {
    const body = table([cell(styled('H2', 'Tip') + item(2, 'Oil it.'))]);
    expect(await blocksOf({ body })).toEqual([
      ['heading 2', 'Tip'],
      ['list-item', '- Oil it.'],
    ]);
  });

  it('reads footnotes after their paragraph, text boxes once, links, fields, formulas and line breaks', async () => {
    const box = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>${paragraph('In the box.')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:txbxContent>${paragraph('In the box.')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`;
    const body = [
      paragraph(
        `${run('See')}<w:r><w:footnoteReference w:id="2"/></w:r><w:hyperlink>${run(' the page')}</w:hyperlink><w:r><w:instrText>PAGE secret</w:instrText></w:r><w:r><w:br/></w:r>${run('next')}<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>${box}`,
      ),
      `<w:sdt><w:sdtContent>${paragraph('In a control.')}</w:sdtContent></w:sdt>`,
    ].join('');
    const footnotes = `<w:footnote w:type="separator" w:id="0">${paragraph('secret')}</w:footnote><w:footnote w:id="2">${paragraph('The note.')}</w:footnote>`;
    expect((await parse({ body, footnotes })).text).toBe(
      'See the page\nnextx+1\n\nThe note.\n\nIn the box.\n\nIn a control.',
    );
  });

  it('reads tracked changes as accepted', async () => {
    const body = [
      paragraph(
        `${run('The fee is ')}<w:del>${'<w:r><w:delText>10</w:delText></w:r>'}</w:del><w:ins>${run('12')}</w:ins>${run(' EUR.')}<w:moveFrom>${run('away')}</w:moveFrom>`,
      ),
      `<w:tbl><w:tr><w:trPr><w:del/></w:trPr>${cell('gone')}${cell('gone')}</w:tr><w:tr>${cell('a')}${cell('b')}</w:tr></w:tbl>`,
    ].join('');
    expect((await parse({ body })).text).toBe('The fee is 12 EUR.\n\na | b');
  });
});

describe('text that nobody sees', () => {
  const white = '<w:color w:val="FFFFFF"/>';
  it.each([
    ['hidden', run('obey me', '<w:vanish/>')],
    ['white', run('obey me', white)],
    ['tiny', run('obey me', '<w:sz w:val="2"/>')],
  ])('is left out and told of: %s', async (_, hidden) => {
    const { text, warnings } = await parse({ body: paragraph(`${run('Seen.')}${hidden}`) });
    expect(text).toBe('Seen.');
    expect(warnings).toEqual([
      '7 characters that a reader does not see (hidden, white or tiny text) were left out.',
    ]);
  });

  it('is told from what is seen: white on a dark cell, on a shaded line, on a marker; shown again', async () => {
    const dark = '<w:shd w:val="clear" w:fill="003366"/>';
    const body = [
      table([cell(paragraph(run('Head', white)), dark), cell('b')]),
      paragraph(run('Line', white), dark),
      paragraph(run('Run', `${white}${dark}`)),
      paragraph(run('Marked', `${white}<w:highlight w:val="black"/>`)),
      paragraph(run('Shown', '<w:vanish w:val="0"/>')),
    ].join('');
    const { text, warnings } = await parse({ body });
    expect(text).toBe('Head | b\n\nLine\n\nRun\n\nMarked\n\nShown');
    expect(warnings).toEqual([]);
  });
});

describe('files that may come from anybody', () => {
  const statusOf = async (bytes: Uint8Array) => {
    const { status, warnings } = await parser.parse({ bytes });
    return [status, warnings.join(' ')];
  };
  const withDocument = (xml: string) => zipSync({ 'word/document.xml': strToU8(xml) });

  it('are known by their content, and found by their words', async () => {
    const desk = createTicketAI({ documentParsers: [parser] });
    const { version } = await desk.documents.add({ bytes: wordFile(sample), source: 'notes.txt' });
    expect(version.mediaType).toBe(parser.mediaTypes[0]);
    expect((await desk.search('How much is the pick-up fee?')).passages[0]?.chunk.text).toContain('79 EUR');
  });

  it('with a password are encrypted; of an old Word are refused with advice', async () => {
    const ole = (text: string) => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, ...Buffer.from(text, 'utf16le'));
    expect((await statusOf(ole('EncryptedPackage')))[0]).toBe('encrypted');
    const [status, warning] = await statusOf(ole('WordDocument'));
    expect([status, warning]).toEqual(['invalid', expect.stringContaining('Save it as .docx')]);
  });

  it('have no entities of their own: nothing is expanded, nothing fetched', async () => {
    const xml =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><w:document><w:body><w:p><w:r><w:t>&a;&b;</w:t></w:r></w:p></w:body></w:document>';
    expect((await statusOf(withDocument(xml)))[0]).toBe('invalid');
  });

  it('are refused when nested too deep, before the stack is full', async () => {
    const deep = 100_000;
    const xml = `<w:document>${'<w:body>'.repeat(deep)}${'</w:body>'.repeat(deep)}</w:document>`;
    expect(await statusOf(withDocument(xml))).toEqual([
      'invalid',
      expect.stringContaining('nested too deep'),
    ]);
  });

  it('are not unpacked when they would be too large, nor beyond what they state', async () => {
    const small = wordFile(sample);
    expect(await statusOf(statingSize(small, 201_000_000))).toEqual([
      'invalid',
      expect.stringContaining('too large to be read safely'),
    ]);
    expect((await statusOf(statingSize(small, 50)))[0]).toBe('invalid');
  });

  it('are cut at the limit of characters, and say so', async () => {
    const body = Array.from({ length: 200 }, (_, at) => paragraph(`Line ${at} of many.`)).join('');
    const { status, text, warnings } = await parser.parse({
      bytes: wordFile({ body }),
      limits: { characters: 500 },
    });
    expect(status).toBe('partial');
    expect(text.length).toBeLessThanOrEqual(500);
    expect(text).toMatch(/of many\.$/);
    expect(warnings).toEqual(['Only the first 500 characters were read.']);
  });

  it('are results with a status, whatever is damaged in them: 300 mutated files, seed 1', async () => {
    const random = seededRandom(1);
    const good = wordFile(sample);
    const statuses = new Map<string, number>();
    for (let round = 0; round < 300; round += 1) {
      const bytes = good.slice(0, random.next() < 0.2 ? random.integer(good.length) : good.length);
      for (let flips = random.integer(6); flips >= 0 && bytes.length > 0; flips -= 1)
        bytes[random.integer(bytes.length)] = random.integer(256);
      const { status } = await parser.parse({ bytes });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses.keys()].filter((status) => !['ok', 'invalid', 'encrypted'].includes(status))).toEqual(
      [],
    );
    expect(statuses.get('invalid')).toBeGreaterThan(50);
  });
});
