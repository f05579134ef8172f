import { strToU8, unzipSync, zipSync } from 'fflate';
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
const textOf = async (body: string, more: Partial<WordFixture> = {}) =>
  (await parser.parse({ bytes: wordFile({ body, ...more }) })).text;
const mark = (kind: string) => `<w:r><w:fldChar w:fldCharType="${kind}"/></w:r>`;
const code = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`;
const deletedEnd = '<w:rPr><w:del w:id="1"/></w:rPr>';

describe('tracked changes', () => {
  it('a paragraph whose end was deleted flows into the next', async () => {
    const body = [
      paragraph(run('One '), deletedEnd),
      paragraph('and the same.'),
      paragraph(`<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>`, deletedEnd),
      paragraph('Two.'),
    ].join('');
    expect(await textOf(body)).toBe('One and the same.\n\nTwo.');
  });
  it('what was moved is read where it is now', async () => {
    const body = [
      `<w:moveFromRangeStart w:id="1"/>${paragraph(`<w:moveFrom>${run('moved')}</w:moveFrom>`)}<w:moveFromRangeEnd w:id="1"/>`,
      paragraph('a'),
      paragraph(`<w:moveTo>${run('moved')}</w:moveTo>`),
    ].join('');
    expect(await textOf(body)).toBe('a\n\nmoved');
  });
  it('deleted cells are gone', async () => {
    const body = `<w:tbl><w:tr>${cell('a')}${cell('gone', '<w:cellDel w:id="1"/>')}${cell('b')}</w:tr></w:tbl>`;
    expect(await textOf(body)).toBe('a | b');
  });
  it('what is gone or hidden in a table in a cell is not read, nor a deleted end between its paragraphs', async () => {
    const row = (text: string, how = '') => `<w:tr><w:trPr>${how}</w:trPr>${cell(text)}</w:tr>`;
    const inner = `<w:tbl>${row('gone', '<w:del w:id="1"/>')}${row('unseen', '<w:hidden/>')}${row('in')}</w:tbl>`;
    const end = paragraph(run('t'), deletedEnd) + paragraph('he same');
    const body = `<w:tbl><w:tr>${cell('a')}<w:tc>${inner}${end}</w:tc></w:tr></w:tbl>`;
    const { text, warnings } = await parser.parse({ bytes: wordFile({ body }) });
    expect(text).toBe('a | in the same');
    expect(warnings.join()).toMatch(/^6 characters/u);
  });
});

describe('fields', () => {
  it('shows the result of a field, not what makes it, though it holds other fields', async () => {
    const inner = `${mark('begin')}${code('MERGEFIELD x')}${mark('separate')}${run('secret')}${mark('end')}`;
    const body = paragraph(
      `${run('Page ')}${mark('begin')}${code('IF ')}${inner}${code(' = 1')}${mark('separate')}${run('7')}${mark('end')}${run(' of 9')}`,
    );
    expect(await textOf(body)).toBe('Page 7 of 9');
  });
  it('a field without an end hides nothing of the next paragraph', async () => {
    expect(await textOf(paragraph(`${run('a')}${mark('begin')}${code('IF x')}`) + paragraph('b'))).toBe(
      'a\n\nb',
    );
  });
  it('leaves out the table of contents, which says the headings again', async () => {
    const styles = [1, 2]
      .map(
        (level) =>
          `<w:style w:type="paragraph" w:styleId="V${level}"><w:name w:val="toc ${level}"/></w:style>`,
      )
      .concat('<w:style w:type="paragraph" w:styleId="VH"><w:name w:val="TOC Heading"/></w:style>')
      .join('');
    const body = `<w:sdt><w:sdtContent>${styled('VH', 'Contents')}${styled('V1', 'Refunds\t1')}${styled('V2', 'Cards\t2')}</w:sdtContent></w:sdt>${styled('berschrift1', 'Refunds')}`;
    expect(await textOf(body, { styles })).toBe('Refunds');
  });
});

describe('headings', () => {
  it.each([
    'Überschrift 2',
    'Titre 2',
    'Título 2',
    'Titolo 2',
    'Kop 2',
    'Rubrik 2',
    'Nagłówek 2',
    'Заголовок 2',
    '标题 2',
    '見出し 2',
  ])('by a style that a program names %s', async (name) => {
    const styles = `<w:style w:type="paragraph" w:styleId="X"><w:name w:val="${name}"/></w:style>`;
    const { blocks } = await parser.parse({ bytes: wordFile({ body: styled('X', 'Cards'), styles }) });
    expect(blocks.map(({ kind, level }) => [kind, level])).toEqual([['heading', 2]]);
  });
  it('by the id of a style that the file does not describe', async () => {
    const { blocks } = await parser.parse({ bytes: wordFile({ body: styled('Heading3', 'Cards') }) });
    expect(blocks.map(({ kind, level }) => [kind, level])).toEqual([['heading', 3]]);
  });
  it('a style named like one is none', async () => {
    const styles = '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Heading 2 Note"/></w:style>';
    const { blocks } = await parser.parse({ bytes: wordFile({ body: styled('X', 'Cards'), styles }) });
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph']);
  });
});

describe('lists', () => {
  it('finds the levels of a list that only names a style of lists', async () => {
    const numbering = [
      '<w:abstractNum w:abstractNumId="20"><w:numStyleLink w:val="Ours"/></w:abstractNum>',
      '<w:abstractNum w:abstractNumId="21"><w:styleLink w:val="Ours"/><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>',
      '<w:num w:numId="20"><w:abstractNumId w:val="20"/></w:num>',
    ].join('');
    expect(await textOf(item(20, 'a') + item(20, 'b'), { numbering })).toBe('I. a\nII. b');
  });
  it('takes the level from the paragraph and the list from its style', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="Ours"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    const body =
      paragraph('a', '<w:pStyle w:val="L"/>') +
      paragraph('b', '<w:pStyle w:val="L"/><w:numPr><w:ilvl w:val="1"/></w:numPr>');
    expect(await textOf(body, { styles })).toBe('1. a\na) b');
  });
  it('a paragraph after an item that stands in no list ends nothing', async () => {
    expect(await textOf(item(1, 'a') + paragraph('more') + item(1, 'b'))).toBe('1. a\n\nmore\n\n2. b');
  });
});

it('spans built to exhaust the reader stop counting', async () => {
  const row = [cell('x', '<w:gridSpan w:val="99"/>'), cell('y')];
  const { blocks } = await parser.parse({ bytes: wordFile({ body: table(...Array(4000).fill(row)) }) });
  expect(blocks.reduce((sum, { cells = [] }) => sum + cells.length, 0)).toBeLessThan(250_000);
});

describe('runs', () => {
  it.each([
    [
      `${run('10')}${run('6', '<w:vertAlign w:val="superscript"/>')}${run(' H')}${run('2', '<w:vertAlign w:val="subscript"/>')}${run('O')}`,
      '10⁶ H₂O',
    ],
    [`${run('a')}<w:r><w:tab/></w:r>${run('b')}<w:r><w:ptab/></w:r>${run('c')}`, 'a b c'],
    [
      `${run('Liefer')}<w:r><w:softHyphen/></w:r>${run('zeit e')}<w:r><w:noBreakHyphen/></w:r>${run('mail')}`,
      'Lieferzeit e-mail',
    ],
    [
      `<w:r><w:ruby><w:rt>${run('kan')}</w:rt><w:rubyBase>${run('漢')}</w:rubyBase></w:ruby></w:r>${run('字')}`,
      '漢字',
    ],
    [`${run('a')}${run('b', '<w:vanish w:val="0"/>')}${run('secret', '<w:specVanish/><w:vanish/>')}`, 'ab'],
    [`${run('up', '<w:caps/>')}${run(' ')}${run('small', '<w:smallCaps/>')}`, 'up small'],
    [`<w:fldSimple w:instr="PAGE">${run('7')}</w:fldSimple>`, '7'],
    [
      `<w:commentRangeStart w:id="1"/>${run('a')}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>`,
      'a',
    ],
  ])('%s', async (content, text) => {
    expect(await textOf(paragraph(content))).toBe(text);
  });
});

describe('files of other programs', () => {
  const renamed = (bytes: Uint8Array, change: (parts: Record<string, string>) => Record<string, string>) => {
    const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => [
      name,
      new TextDecoder().decode(part),
    ]);
    return zipSync(
      Object.fromEntries(
        Object.entries(change(Object.fromEntries(parts))).map(([name, text]) => [name, strToU8(text)]),
      ),
    );
  };
  const file = wordFile({
    body:
      styled('berschrift1', 'Refunds') +
      paragraph(`${run('Text')}<w:r><w:footnoteReference w:id="2"/></w:r>`),
    footnotes: `<w:footnote w:id="2">${paragraph('A note.')}</w:footnote>`,
  });
  const relations = (of: Record<string, string>) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(of)
      .map(
        ([type, target]) =>
          `<Relationship Id="r${type}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
      )
      .join('')}</Relationships>`;
  it('finds parts by the relations of the package', async () => {
    const bytes = renamed(
      file,
      ({ 'word/document.xml': document = '', 'word/styles.xml': styles = '', ...parts }) => ({
        ...parts,
        '_rels/.rels': relations({ officeDocument: '/word/document2.xml' }),
        'word/document2.xml': document,
        'word/_rels/document2.xml.rels': relations({ styles: 'styles3.xml', footnotes: 'footnotes.xml' }),
        'word/styles3.xml': styles,
      }),
    );
    const { text, blocks } = await parser.parse({ bytes });
    expect(text).toBe('Refunds\n\nText\n\nA note.');
    expect(blocks[0]?.kind).toBe('heading');
  });
  it.each([
    [
      'another prefix',
      (xml: string) => xml.replace(/(<\/?|\s)w:/g, '$1ns0:').replace('xmlns:w=', 'xmlns:ns0='),
    ],
    [
      'no prefix',
      (xml: string) =>
        xml
          .replace(/(<\/?)w:/g, '$1')
          .replace('xmlns:w=', 'xmlns=')
          .replace(/<(\w+)([^>]*)>/g, (_, name: string, rest: string) => `<${name}${rest}>`),
    ],
    [
      'the strict kind',
      (xml: string) =>
        xml.replace(
          'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
          'http://purl.oclc.org/ooxml/wordprocessingml/main',
        ),
    ],
    ['a byte order mark', (xml: string) => `\ufeff${xml}`],
  ])('names with %s', async (how, change) => {
    const bytes = renamed(file, (parts) =>
      Object.fromEntries(
        Object.entries(parts).map(([name, xml]) => [name, name.startsWith('word/') ? change(xml) : xml]),
      ),
    );
    const bodyOnly = how === 'no prefix' ? 'Refunds\n\nText' : 'Refunds\n\nText\n\nA note.';
    expect((await parser.parse({ bytes })).text).toContain(bodyOnly);
  });
});
