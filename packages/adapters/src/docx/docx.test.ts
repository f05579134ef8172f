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

const letters = (text: string) => `<m:r><m:t xml:space="preserve">${text}</m:t></m:r>`;
const power = (base: string, exponent: string) =>
  `<m:sSup><m:e>${letters(base)}</m:e><m:sup>${letters(exponent)}</m:sup></m:sSup>`;
const fraction = (above: string, below: string) =>
  `<m:f><m:num>${letters(above)}</m:num><m:den>${letters(below)}</m:den></m:f>`;

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

  it('begins numbers anew where a list says so, once, and takes levels that a list replaces', async () => {
    const level = (at: number, text: string, more = '') =>
      `<w:lvl w:ilvl="${at}"><w:numFmt w:val="decimal"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`;
    const list = (id: number, override = '') =>
      `<w:num w:numId="${id}"><w:abstractNumId w:val="9"/>${override}</w:num>`;
    const override = (at: number, inner: string) => `<w:lvlOverride w:ilvl="${at}">${inner}</w:lvlOverride>`;
    const start = (number: number) => `<w:startOverride w:val="${number}"/>`;
    const numbering = [
      // The deeper level stands first, and does not begin anew by itself.
      `<w:abstractNum w:abstractNumId="9">${level(1, '%2)', '<w:lvlRestart w:val="0"/>')}${level(0, '%1.')}</w:abstractNum>`,
      list(10),
      list(11, override(0, start(1))),
      list(12, override(0, start(5))),
      list(13, override(0, level(0, 'Step %1:', '<w:start w:val="3"/>'))),
    ].join('');
    const body = [
      item(10, 'one'),
      item(10, 'first', 1),
      item(10, 'two'),
      item(10, 'second', 1),
      item(11, 'anew'),
      item(11, 'on'),
      item(12, 'five'),
      item(11, 'and on'),
      item(13, 'other mark'),
    ].join('');
    expect((await parse({ body, numbering })).text).toBe(
      '1. one\n1) first\n2. two\n2) second\n1. anew\n2. on\n5. five\n6. and on\nStep 7: other mark',
    );
  });

  it.each([
    ['x^2 + y/2', `${power('x', '2')}${letters('+')}${fraction('y', '2')}`],
    ['(a + b)/(2c)', fraction('a+b', '2c')],
    ['x^(n - 1)', power('x', 'n-1')],
    ['-1 = √(a + b)', `${letters('-1=')}<m:rad><m:deg/><m:e>${letters('a+b')}</m:e></m:rad>`],
    ['root(3, x)', `<m:rad><m:deg>${letters('3')}</m:deg><m:e>${letters('x')}</m:e></m:rad>`],
    [
      '∑_(i = 1)^n a_i',
      `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${letters('i=1')}</m:sub><m:sup>${letters('n')}</m:sup><m:e><m:sSub><m:e>${letters('a')}</m:e><m:sub>${letters('i')}</m:sub></m:sSub></m:e></m:nary>`,
    ],
    [
      '[n over k]',
      `<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e><m:f><m:fPr><m:type m:val="noBar"/></m:fPr><m:num>${letters('n')}</m:num><m:den>${letters('k')}</m:den></m:f></m:e></m:d>`,
    ],
    [
      'sin x [1, 0; 0, 1]',
      `<m:func><m:fName>${letters('sin')}</m:fName><m:e>${letters('x ')}</m:e></m:func><m:m>${['10', '01'].map((row) => `<m:mr>${[...row].map((cell) => `<m:e>${letters(cell)}</m:e>`).join('')}</m:mr>`).join('')}</m:m>`,
    ],
    [
      'v_0^2',
      `<m:sSubSup><m:sSubSupPr><m:ctrlPr><w:rPr><w:t>secret</w:t></w:rPr></m:ctrlPr></m:sSubSupPr><m:e>${letters('v')}</m:e><m:sub>${letters('0')}</m:sub><m:sup>${letters('2')}</m:sup></m:sSubSup>`,
    ],
  ])('writes a formula in one line: %s', async (line, formula) => {
    expect((await parse({ body: paragraph(`<m:oMath>${formula}</m:oMath>`) })).text).toBe(line);
  });

  it('reads signs of symbol fonts as the signs that they show', async () => {
    const sign = (font: string, code: string) => `<w:r><w:sym w:font="${font}" w:char="${code}"/></w:r>`;
    const body = paragraph(
      [
        sign('Wingdings', 'F0FC'),
        run(' at 5 '),
        sign('Symbol', 'F0B0'),
        run('C, '),
        run('\uf061', '<w:rFonts w:ascii="Symbol"/>'),
        sign('Symbol', '00A3'),
        sign('Arial', '20AC'),
        sign('Unknown', 'F041'),
      ].join(''),
    );
    expect((await parse({ body })).text).toBe('✓ at 5 °C, α≤€□');
  });

  it('loses no footnote and no text box of a cell, and reads a note once', async () => {
    const box = `<w:r><w:pict><w:txbxContent>${paragraph('In the box.')}</w:txbxContent></w:pict></w:r>`;
    const note = '<w:r><w:footnoteReference w:id="2"/></w:r>';
    const body = `${table([cell(paragraph(`${run('Fee')}${note}`)), cell(paragraph(`${run('10 EUR')}${box}`))], [cell('a'), cell('b')])}${paragraph('After.')}`;
    const footnotes = `<w:footnote w:id="2">${paragraph(`${run('Without tax.')}${note}`)}</w:footnote>`;
    expect((await parse({ body, footnotes })).text).toBe(
      'Fee | 10 EUR In the box.\na | b\n\nWithout tax.\n\nAfter.',
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
      'See the page\nnextx + 1\n\nThe note.\n\nIn the box.\n\nIn a control.',
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

  const style = (id: string, type: string, properties: string, base = '') =>
    `<w:style w:type="${type}" w:styleId="${id}">${base && `<w:basedOn w:val="${base}"/>`}<w:rPr>${properties}</w:rPr></w:style>`;
  const styles = [
    style('Secret', 'paragraph', '<w:vanish/>'),
    style('Below', 'paragraph', '', 'Secret'),
    style('Open', 'paragraph', '<w:vanish w:val="0"/>', 'Below'),
    style('White', 'paragraph', white),
    style('secretWord', 'character', '<w:vanish/>'),
    style('belowWord', 'character', '<w:b/>', 'secretWord'),
    style('tinyWord', 'character', '<w:sz w:val="2"/>', 'Loop'),
    style('Loop', 'character', '', 'tinyWord'),
  ].join('');
  const inStyle = (id: string, text: string, own = '') => run(text, `<w:rStyle w:val="${id}"/>${own}`);
  const note = '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="2"/></w:r>';

  it.each([
    ['a paragraph style', styled('Secret', 'obey me')],
    ['the style it is based on', styled('Below', 'obey me')],
    ['a character style', paragraph(inStyle('secretWord', 'obey me'))],
    ['the character style it is based on', paragraph(inStyle('belowWord', 'obey me'))],
    ['a white style', styled('White', 'obey me')],
    ['a tiny style, in a circle of styles', paragraph(inStyle('tinyWord', 'obey me'))],
    ['a style, in a cell', table([cell(styled('Below', 'obey me')), cell('')])],
    [
      'a style, in a formula',
      paragraph('<m:oMath><m:r><w:rPr><w:vanish/></w:rPr><m:t>obey me</m:t></m:r></m:oMath>'),
    ],
    ['its row', `<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>${cell('obey')}${cell('me!')}</w:tr></w:tbl>`],
    ['the mark of its note', paragraph(note)],
  ])('is left out when it is hidden by %s', async (_, hidden) => {
    const footnotes = `<w:footnote w:id="2">${paragraph('obey me')}</w:footnote>`;
    const { text, warnings } = await parse({ body: paragraph('Seen.') + hidden, styles, footnotes });
    expect([text, warnings]).toEqual(['Seen.', [expect.stringMatching(/^7 characters/)]]);
  });

  it('is left out when all text is hidden by default, or that of the usual style', async () => {
    const hidden = '<w:rPr><w:vanish/></w:rPr>';
    for (const styles of [
      `<w:docDefaults><w:rPrDefault>${hidden}</w:rPrDefault></w:docDefaults>`,
      `<w:style w:type="paragraph" w:default="1" w:styleId="Usual">${hidden}</w:style>`,
    ]) {
      const body = paragraph('obey me') + paragraph(run('Seen.', '<w:vanish w:val="0"/>'));
      expect((await parse({ body, styles })).text).toBe('Seen.');
    }
  });

  it('is told from what a style hides and the text shows again', async () => {
    const inSecret = (content: string) => paragraph(content, '<w:pStyle w:val="Secret"/>');
    const body = [
      styled('Open', 'By a style.'),
      inSecret(run('By itself.', '<w:vanish w:val="0"/>')),
      inSecret(inStyle('secretWord', 'By two that toggle.')),
      paragraph(run('In black.', '<w:color w:val="000000"/>'), '<w:pStyle w:val="White"/>'),
      `<w:tbl><w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr><w:tr>${cell(styled('White', 'On dark'))}${cell('b')}</w:tr></w:tbl>`,
    ].join('');
    const dark =
      '<w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="003366"/></w:tcPr></w:tblStylePr></w:style>';
    const { text, warnings } = await parse({ body, styles: styles + dark });
    expect(text).toBe('By a style.\n\nBy itself.\n\nBy two that toggle.\n\nIn black.\n\nOn dark | b');
    expect(warnings).toEqual([]);
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
