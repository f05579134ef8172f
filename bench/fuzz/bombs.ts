import { deflateSync } from 'node:zlib';
import {
  cell,
  paragraph,
  styled,
  table,
  type WordFixture,
  wordFile,
} from '../../packages/adapters/src/docx/word-file.fixture.ts';
import { assemble, stream } from '../../packages/adapters/src/unpdf/fixtures/raw-file.ts';
import type { Format } from './sources.ts';

/** Small files built to exhaust whoever reads them; `size` from 1 to 100,000 says how much. */
export type Bomb = (size: number) => Uint8Array;

const nested = (open: string, close: string, size: number) => `${open.repeat(size)}x${close.repeat(size)}`;
const text =
  (make: (size: number) => string): Bomb =>
  (size) =>
    Buffer.from(make(size));
const word = (make: (size: number) => string): Bomb => wordParts((size) => ({ body: make(size) }));
function wordParts(make: (size: number) => WordFixture): Bomb {
  return (size) => wordFile(make(size));
}

const catalog = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'];
const page = (more = '') =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> ${more} >>`;
const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
const form = (content: string) =>
  `<< /Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> /Length ${content.length} >> stream\n${content}\nendstream`;
const pdf =
  (content: (size: number) => string, inForm = 'BT ET'): Bomb =>
  (size) =>
    assemble([...catalog, page(), stream(content(size)), font, form(inForm)]);
const flate = (content: Buffer, layers: number) => {
  let bytes = content;
  for (let layer = 0; layer < layers; layer += 1) bytes = deflateSync(bytes, { level: 9 });
  const filters = '/FlateDecode '.repeat(layers);
  return `<< /Length ${bytes.length} /Filter [${filters}] >> stream\n${bytes.toString('latin1')}\nendstream`;
};

/** The same archive with another unpacked size of each part in its directory. */
function stating(zip: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(zip);
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4))
    bytes.writeUInt32LE(size, at + 24);
  return bytes;
}

/** By format, by name. */
export const bombs: Readonly<Record<Format, Readonly<Record<string, Bomb>>>> = {
  pdf: {
    'nested arrays': pdf((size) => `${'['.repeat(size)}${']'.repeat(size)} TJ`),
    'nested states': pdf((size) => 'q 1 0 0 1 1 1 cm '.repeat(size)),
    'many letters': pdf((size) => `BT /F 9 Tf 9 400 Td ${'(a) Tj '.repeat(size * 3)} ET`),
    'scattered letters': pdf(
      (size) =>
        `BT /F 5 Tf ${Array.from({ length: size }, (_, at) => `1 0 0 1 ${(at * 37) % 590} ${(at * 91) % 840} Tm (w${at}) Tj`).join(' ')} ET`,
    ),
    'many boxes': pdf(
      (size) =>
        `${Array.from({ length: size }, (_, at) => `${at % 590} ${(at * 7) % 840} 9 9 re f`).join(' ')} BT /F 9 Tf 9 400 Td ${'(word) Tj '.repeat(size / 10)} ET`,
    ),
    'white letters': pdf((size) => `1 g BT /F 9 Tf 9 400 Td 0 Tc ${'(ab) Tj 5 0 Td '.repeat(size)} ET`),
    'a form in itself': pdf((size) => '/X Do '.repeat(size), '/X Do /X Do'),
    'many forms': pdf((size) => '/X Do '.repeat(size), 'BT /F 9 Tf 9 400 Td (again and again) Tj ET'),
    'unpacks to much': (size) =>
      assemble([...catalog, page(), flate(Buffer.alloc(size * 10_000, 'q Q '), 1), font]),
    'packed twice': (size) =>
      assemble([...catalog, page(), flate(Buffer.alloc(size * 10_000, 'q Q '), 2), font]),
    'pages in a circle': () =>
      assemble([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 3 >>',
        page(),
        stream('BT /F 9 Tf (a) Tj ET'),
        font,
      ]),
    'many pages': (size) =>
      assemble([
        '<< /Type /Catalog /Pages 2 0 R >>',
        `<< /Type /Pages /Kids [${'3 0 R '.repeat(size)}] /Count ${size} >>`,
        page(),
        stream('BT /F 9 Tf 50 700 Td (one page of very many) Tj ET'),
        font,
      ]),
    'a huge page': () =>
      assemble([
        ...catalog,
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1e30 1e30] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
        stream('BT /F 1e20 Tf 1e25 1e25 Td (wide) Tj ET'),
        font,
      ]),
    'a huge picture': () =>
      assemble([
        ...catalog,
        page(),
        stream('q 500 0 0 500 0 0 cm /X Do Q'),
        font,
        `<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 ${flate(Buffer.alloc(1_000_000), 1).slice(2)}`,
      ]),
    'a large picture': () =>
      assemble([
        ...catalog,
        page(),
        stream('q 500 0 0 500 0 0 cm /X Do Q'.repeat(20)),
        font,
        `<< /Type /XObject /Subtype /Image /Width 7000 /Height 7000 /ColorSpace /DeviceRGB /BitsPerComponent 8 ${flate(Buffer.alloc(7000 * 7000 * 3), 1).slice(2)}`,
      ]),
  },
  docx: {
    'nested tables': word((size) => {
      let inner = paragraph('x');
      for (let depth = 0; depth < Math.min(size, 2000); depth += 1) inner = table([cell(inner)]);
      return inner;
    }),
    'nested runs': word((size) => nested('<w:p>', '</w:p>', size)),
    'many cells': word((size) =>
      table(...Array.from({ length: size / 50 }, () => Array(50).fill(cell('x')))),
    ),
    'wide cells': word(() => table([cell('x', '<w:gridSpan w:val="2000000000"/>')])),
    'many wide cells': word((size) =>
      table(...Array<string[]>(size / 10).fill([cell('x', '<w:gridSpan w:val="99"/>'), cell('y')])),
    ),
    'paragraphs without an end': word((size) => paragraph('x', '<w:rPr><w:del/></w:rPr>').repeat(size)),
    'fields in fields': word((size) =>
      paragraph(`${'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(size / 10)}x`),
    ),
    'many attributes': word(
      (size) => `<w:p ${Array.from({ length: size }, (_, at) => `a${at}="1"`).join(' ')}/>`,
    ),
    'deep numbers': word((size) =>
      paragraph('x', `<w:numPr><w:ilvl w:val="${size}"/><w:numId w:val="1"/></w:numPr>`).repeat(10),
    ),
    'unpacks to much': word((size) => paragraph('x'.repeat(1000)).repeat(size)),
    entities: word((size) => paragraph('&amp;'.repeat(size))),
    'unclosed tags': word((size) => '<w:p>'.repeat(size)),
    'a comment that never ends': word((size) => '<!--'.repeat(size)),
    'nested controls': word((size) =>
      nested('<w:sdt><w:sdtContent>', '</w:sdtContent></w:sdt>', Math.min(size, 120)),
    ),
    'nested boxes': word((size) => {
      let inner = paragraph('x');
      for (let depth = 0; depth < Math.min(size, 60); depth += 1)
        inner = paragraph(`<w:r><w:pict><w:txbxContent>${inner}</w:txbxContent></w:pict></w:r>`);
      return inner;
    }),
    'nested fractions': word((size) =>
      paragraph(`<m:oMath>${nested('<m:f><m:num>', '</m:num></m:f>', Math.min(size, 120))}</m:oMath>`),
    ),
    'many notes': wordParts((size) => ({
      body: paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>'.repeat(size)),
      footnotes: `<w:footnote w:id="2">${paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>'.repeat(size))}</w:footnote>`,
    })),
    'a long chain of styles': wordParts((size) => ({
      body: styled(`s${size - 1}`, 'x').repeat(20),
      styles: Array.from(
        { length: size },
        (_, at) =>
          `<w:style w:type="paragraph" w:styleId="s${at}"><w:basedOn w:val="s${at === 0 ? size - 1 : at - 1}"/></w:style>`,
      ).join(''),
    })),
    'many numbers': wordParts((size) => ({
      body: Array.from({ length: size }, (_, at) =>
        paragraph('x', `<w:numPr><w:ilvl w:val="${at % 9}"/><w:numId w:val="${at}"/></w:numPr>`),
      ).join(''),
      numbering: Array.from(
        { length: size },
        (_, at) =>
          `<w:num w:numId="${at}"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="${at * 1e5}"/></w:lvlOverride></w:num>`,
      ).join(''),
    })),
    'entities of its own': (size) =>
      wordFile({
        body: '',
        parts: {
          'word/document.xml': `<!DOCTYPE x [<!ENTITY a0 "ha">${Array.from({ length: Math.min(size, 1000) }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('')}]><w:document>&a${Math.min(size, 1000)};</w:document>`,
        },
      }),
    'many parts': (size) =>
      wordFile({
        body: paragraph('x'),
        parts: Object.fromEntries(Array.from({ length: size }, (_, at) => [`word/media/${at}`, ''])),
      }),
    'other parts that unpack to much': (size) =>
      wordFile({ body: paragraph('x'), parts: { 'word/media/1': ' '.repeat(size * 3000) } }),
    'styles that unpack to much': (size) =>
      wordFile({ body: paragraph('x'), styles: ' '.repeat(size * 1900) }),
    'states a small size': (size) =>
      stating(wordFile({ body: paragraph('x'.repeat(1000)).repeat(size) }), 100),
    'states a large size': () => stating(wordFile({ body: paragraph('x') }), 190_000_000),
  },
  html: {
    'nested boxes': text((size) => nested('<div>', '</div>', size)),
    'nested tables': text((size) => nested('<table><tr><td>', '</td></tr></table>', size / 4)),
    'nested lists': text((size) => nested('<ul><li>', '</li></ul>', size / 2)),
    'open letters': text((size) => '<b><i><a href=x>y'.repeat(size / 4)),
    'misnested letters': text((size) => '<b><p><i></b>x'.repeat(size / 4)),
    'wide cells': text((size) => `<table><tr><td colspan=${size}>a<td rowspan=${size}>b</table>`.repeat(20)),
    'many attributes': text(
      (size) => `<p ${Array.from({ length: size }, (_, at) => `a${at}=1`).join(' ')}>x`,
    ),
    entities: text((size) => '&amp;&notit;&#99999999;'.repeat(size)),
    'comments that never end': text((size) => '<!--'.repeat(size)),
    'half tags': text((size) => '<a '.repeat(size)),
    'cells without a table': text((size) => '<table><td>x</table><tr>'.repeat(size / 5)),
    blanks: text((size) => `a${' '.repeat(size)}\n<br>`.repeat(20)),
    'a giant attribute': text(
      (size) => `<p title="${'x'.repeat(size * 100)}" hidden="${' '.repeat(size)}">x`,
    ),
    'many styles': text((size) => `<p style="${'color:red;'.repeat(size)}display:none">x<p>y`),
    'many classes': text((size) => `<p class="${'cookie '.repeat(size)}">x`),
    'open rows': text((size) => `<table>${'<tr><td>x'.repeat(size)}`),
    'rows that reach down': text(
      (size) => `<table>${'<tr><td rowspan=65534 colspan=1000>x'.repeat(Math.min(size, 20_000))}</table>`,
    ),
    'nested definitions': text((size) => nested('<dl><dt>t<dd>', '</dl>', size / 4)),
    'nested details': text((size) =>
      nested('<details><summary>s</summary>', '</details>', Math.min(size, 250)),
    ),
    'tables nested just so deep': text((size) =>
      nested('<table><tr><td>a<td>', '</table>', Math.min(size, 120)).repeat(3),
    ),
    'lists nested just so deep': text((size) =>
      nested('<ol><li>a', '</ol>', Math.min(size, 250)).repeat(100),
    ),
    'templates in templates': text((size) => '<template>'.repeat(size)),
    'foreign elements': text((size) => `<svg>${'<g><desc><math>'.repeat(size / 10)}x`),
    'plain text for ever': text((size) => `<p>x<plaintext>${'<p>'.repeat(size)}`),
    'two bytes each': (size) =>
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<p>x'.repeat(size), 'utf16le')]),
  },
  md: {
    quotes: text((size) => `${'>'.repeat(size)} x`),
    'nested quotes': text((size) =>
      Array.from({ length: 300 }, (_, at) => '> '.repeat(at + size / 100)).join('x\n'),
    ),
    'nested items': text((size) =>
      Array.from({ length: Math.min(1500, size) }, (_, at) => `${' '.repeat(at * 2)}- x`).join('\n'),
    ),
    'items in a line': text((size) => '- '.repeat(size)),
    brackets: text((size) => '['.repeat(size)),
    'comments in a line': text((size) => 'a <!-- '.repeat(size)),
    'comments in code': text((size) => '`<!-- '.repeat(size)),
    'scripts without an end': text((size) => 'a <script '.repeat(size)),
    'open fences': text((size) => '```\n> ~~~\n'.repeat(size)),
    'places of links': text((size) => '[a]:\n'.repeat(size)),
    'labels of links': text((size) => `${'[a] [b][a] '.repeat(size)}\n\n[a]: x`),
    'raised text': text((size) => '<sup>1'.repeat(size)),
    'half links': text((size) => '[a]('.repeat(size)),
    'half pictures': text((size) => '![a](<'.repeat(size)),
    stars: text((size) => `${'*a_ '.repeat(size)}${'**'.repeat(size)}`),
    ticks: text((size) => Array.from({ length: Math.min(1200, size) }, (_, at) => '`'.repeat(at)).join(' ')),
    'half comments': text((size) => '<!-- <a '.repeat(size)),
    'wide table': text((size) => `|${'a|'.repeat(size)}\n|${'-|'.repeat(size)}\n|${'b|'.repeat(size)}\n`),
    'one long word': text((size) => 'x'.repeat(size * 20)),
    blanks: text((size) => `a${' '.repeat(size)}b\n\n`.repeat(20)),
    escapes: text((size) => '\\'.repeat(size)),
  },
  csv: {
    'many columns': text((size) => `${'a,'.repeat(size)}\n${'b,'.repeat(size)}`),
    'open quotes': text((size) => `a,b\n${'"'.repeat(size)}`),
    'a quote in each row': text((size) => `a,b\n${'1,"x\n'.repeat(size)}`),
    'odd quotes': text((size) => `a,b\n${'"""x"",\n'.repeat(size)}`),
    'many delimiters': text((size) => `${',;\t|'.repeat(size)}\n`.repeat(3)),
    'many rows': text((size) => 'a,b\n'.repeat(size * 10)),
    'rows of other lengths': text((size) =>
      Array.from({ length: size / 10 }, (_, at) => 'x,'.repeat(at % 50)).join('\n'),
    ),
  },
  txt: {
    'one line': text((size) => 'word '.repeat(size * 10)),
    'empty lines': text((size) => `a${'\n'.repeat(size)}b`),
    'many short lines': text((size) => '1. a\n'.repeat(size * 3)),
    blanks: text((size) => `a${' \t'.repeat(size)}b\n`.repeat(20)),
    zeros: (size) => new Uint8Array(size * 10),
    'half characters': (size) => new Uint8Array(size).fill(0xc3),
  },
};
