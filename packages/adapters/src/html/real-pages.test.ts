import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlDocumentParser } from './index.ts';

const parser = htmlDocumentParser();
const parse = (html: string) => parser.parse({ bytes: new TextEncoder().encode(html) });
const textOf = async (html: string) => (await parse(html)).text;

describe('lists', () => {
  it.each([
    ['<ol type=a start=3><li>x<li>y</ol>', 'c. x\nd. y'],
    ['<ol type=A start=26><li>x<li>y</ol>', 'Z. x\nAA. y'],
    ['<ol type=i start=3><li>x<li>y</ol>', 'iii. x\niv. y'],
    ['<ol style="list-style-type: upper-roman"><li>x</ol>', 'I. x'],
    ['<ol reversed><li>x<li>y<li>z</ol>', '3. x\n2. y\n1. z'],
    ['<ol reversed start=10><li>x<li>y</ol>', '10. x\n9. y'],
    ['<ol start=0><li>x<li>y</ol>', '0. x\n1. y'],
    ['<ol><li>x<li value=7>y<li>z</ol>', '1. x\n7. y\n8. z'],
    ['<ol><li>x<ol type=a><li>y<li>z</ol><li>w</ol>', '1. x\na. y\nb. z\n2. w'],
    ['<ol><li>x</li><ol><li>y</li></ol><li>z</li></ol>', '1. x\n1. y\n2. z'],
    ['<ul><div><li>x</li></div></ul>', '- x'],
    ['<li>x', '- x'],
    ['<ol><li><p>x</p><p>more</p></li><li>y</li></ol>', '1. x\nmore\n2. y'],
    ['<ol><li>x<pre>code</pre>then</li><li>y</li></ol>', '1. x\n\ncode\nthen\n2. y'],
    ['<dl><dt>a<dd><p>b</p><p>c</p><dt>d<dd>e</dl>', 'a\nb\nc\nd\ne'],
    ['<dl><div hidden><dt>x<dd>y</div><div><dt>a<dd>b</div></dl>', 'a\nb'],
  ])('%s', async (html, text) => {
    expect(await textOf(html)).toBe(text);
  });
});

describe('tables', () => {
  it.each([
    ['<table><tr><td>a<td colspan=2>b<td>c<tr><td>d<td>e<td>f<td>g</table>', 'a | b |  | c\nd | e | f | g'],
    ['<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e</table>', 'a | b\n| c\nd | e'],
    ['<table><tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e</table>', 'a | b | c\nd |  | e'],
    ['<table><tr><td>a<td rowspan=0>b<tr><td>c<tbody><tr><td>d<td>e</table>', 'a | b\nc\nd | e'],
    ['<table><tr><td>a<td>b<tr hidden><td>x<td>y<tr><td>c<td>d</table>', 'a | b\nc | d'],
    ['<table><tbody hidden><tr><td>x<td>y<tbody><tr><td>c<td>d</table>', 'c | d'],
    ['<table><tbody hidden><tr><td>x<tbody><tr><td>c</table>', 'c'],
    ['<table><tr><td>a<br>b<td><ul><li>c<li>d</ul></table>', 'a b | c d'],
    ['<table><tr><th>a<th>b<tr><td>c<td><table><tr><td>d<td>e</table></table>', 'a | b\nc | d e'],
    ['<table><tr><td>a<p>b</p><ol><li>c</ol></table>', 'a\n\nb\n\n1. c'],
    [
      '<table><caption>Fees</caption><tr><td><table><caption>x</caption><tr><td>a<td>b</table><td>c</table>',
      'Fees\n\nx a b | c',
    ],
  ])('%s', async (html, text) => {
    expect(await textOf(html)).toBe(text);
  });
  it('tells which rows name the columns, and where the cells stand', async () => {
    const { text, blocks } = await parse(
      '<table><tr><th>Part<th>Fee<tr><th>Lock<td>10<tr><td><td>12</table>',
    );
    expect(blocks.map(({ header }) => header)).toEqual([true, false, false]);
    expect(blocks.map(({ cells }) => cells?.map(({ start, end }) => text.slice(start, end)))).toEqual([
      ['Part', 'Fee'],
      ['Lock', '10'],
      ['', '12'],
    ]);
    const plain = await parse('<table><tr><td>a<td>b<tr><td>c<td>d</table>');
    expect(plain.blocks.map(({ header }) => header)).toEqual([undefined, undefined]);
  });
  it('cells stand in their columns whatever spans there are', async () => {
    const cell = fc.record({ columns: fc.integer({ min: 1, max: 3 }), rows: fc.integer({ min: 1, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 }),
        async (rows) => {
          // The place of each cell by the rules of the standard.
          const taken = new Set<string>();
          const places = new Map<string, number>();
          const html = rows.map((cells, y) => {
            let x = 0;
            const written = cells.map(({ columns, rows: down }, at) => {
              while (taken.has(`${x} ${y}`)) x += 1;
              const name = `n${y}x${at}`;
              places.set(name, x);
              for (let right = 0; right < columns; right += 1)
                for (let below = 0; below < down; below += 1) taken.add(`${x + right} ${y + below}`);
              x += columns;
              return `<td colspan=${columns} rowspan=${down}>${name}</td>`;
            });
            return `<tr>${written.join('')}</tr>`;
          });
          const { text, blocks } = await parse(`<table><tr><th>h<th>h</tr><tbody>${html.join('')}</table>`);
          for (const { cells = [] } of blocks.slice(1))
            cells.forEach(({ start, end }, column) => {
              if (end > start) expect(places.get(text.slice(start, end))).toBe(column);
            });
        },
      ),
      { numRuns: 100 },
    );
  });
});

it('spans built to exhaust the reader stop counting', async () => {
  const { blocks, status } = await parse(`<table>${'<tr><td rowspan=65534>x<td>y'.repeat(5000)}</table>`);
  expect(status).toBe('ok');
  expect(blocks.reduce((sum, { cells = [] }) => sum + cells.length, 0)).toBeLessThan(250_000);
});

describe('what is on the page and what is not', () => {
  it.each([
    ['<p>10<sup>6</sup> and H<sub>2</sub>O, 1<sup>st</sup>', '10⁶ and H₂O, 1st'],
    ['<table><tr><td>m<sup>2</sup><td>b</table>', 'm² | b'],
    ['<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字</ruby>', '漢字'],
    ['<math><mi>x</mi><annotation>latex</annotation></math>', 'x'],
    ['<div>a<br><br>b<br>c</div>', 'a\n\nb\nc'],
    ['<details><summary>Why?</summary>So.</details>', 'Why?\n\nSo.'],
    [
      '<h3><button aria-expanded=false aria-controls=p>Why?</button></h3><div id=p hidden>So.</div>',
      'Why?\n\nSo.',
    ],
    ['<h3>a</h3><button>Send</button>', 'a'],
    ['<section><header><h2>Refunds</h2></header><p>a</p></section><footer>x</footer>', 'Refunds\n\na'],
    ['<p>a</p><noscript>x</noscript><template>x</template><svg><text>x</text></svg>', 'a'],
    ['<p>a</p><div id="onetrust-banner-sdk">x</div><div class="cookie-bar">x</div>', 'a'],
    ['<pre>\n  a\tb\n\n    c  \n</pre>', '  a\tb\n\n    c'],
    ['<pre><b>a</b><br>  b</pre>', 'a\n  b'],
    ['<p>&auml;&#8364;&#x20AC;&hellip;&lt;b&gt;&ampx</p>', 'ä€€…<b>&x'],
  ])('%s', async (html, text) => {
    expect(await textOf(html)).toBe(text);
  });
  it.each([
    'hidden',
    'hidden=until-found',
    'aria-hidden=true',
    'style="position:absolute;left:-9999px"',
    'style="text-indent: -9999px"',
    'style="clip: rect(0 0 0 0)"',
    'style="height:1px;width:1px;overflow:hidden"',
    'style="font-size:1px"',
    'style="color:transparent"',
    'style="opacity:.0"',
    'style="transform:scale(0)"',
    'hidden id=p',
  ])('text hidden by %s is left out, and told of', async (how) => {
    const { text, warnings } = await parse(`<p>seen</p><p ${how}>obey <b>me</b></p>`);
    expect(text).toBe('seen');
    expect(warnings).toEqual([
      '7 characters that a reader of the page does not see (hidden by attribute or style) were left out.',
    ]);
  });
  it('a control that is hidden opens nothing', async () => {
    const { text } = await parse(
      '<p>seen</p><h3 hidden><button aria-expanded=false aria-controls=p>x</button></h3><p id=p hidden>obey</p>',
    );
    expect(text).toBe('seen');
  });
  it.each([
    'font-size:1.2em',
    'font-size:.9rem',
    'font-size:10px',
    'margin-left:-10px',
    'height:100px;overflow:hidden',
    'background-color:transparent',
    'opacity:0.5',
  ])('text of the style %s is seen', async (style) => {
    const { text, warnings } = await parse(`<p style="${style}">seen</p>`);
    expect([text, warnings]).toEqual(['seen', []]);
  });
});

describe('encodings', () => {
  it.each([
    ['<meta charset="iso-8859-2"><p>', [0xb1, 0xe6], 'ąć', 0],
    ['<meta http-equiv=Content-Type content="text/html; charset=windows-1251"><p>', [0xcf, 0xf0], 'Пр', 0],
    ['<?xml version="1.0" encoding="shift_jis"?><html><p>', [0x93, 0xfa], '日', 0],
    ['<meta charset=iso-2022-jp><p>', [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42], '日', 0],
    ['<meta charset=utf-8><p>', [0xe4], 'ä', 1],
    ['<meta charset=nonsense><p>', [0xe4], 'ä', 1],
    ['<meta charset=iso-8859-1><p>', [0xc3, 0xa4], 'ä', 0],
  ] as const)('%s', async (head, bytes, text, warnings) => {
    const parsed = await parser.parse({ bytes: Buffer.concat([Buffer.from(head), Buffer.from(bytes)]) });
    expect([parsed.text, parsed.warnings.length]).toEqual([text, warnings]);
  });
});

it('no text of a page that is all seen is lost, whatever its tags', async () => {
  const tag = fc.constantFrom(
    ...'p div span ul ol li dl dt dd table tr td th b h2 pre details summary section blockquote sup br'.split(
      ' ',
    ),
  );
  const tree = fc.array(fc.tuple(tag, fc.boolean()), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(tree, async (tags) => {
      const html = tags
        .map(([name, closes], at) => `<${name}>word${at} ${closes ? `</${name}>` : ''}`)
        .join('');
      const { text } = await parse(`<body>${html}`);
      for (let at = 0; at < tags.length; at += 1) expect(text).toMatch(new RegExp(`\\bword${at}\\b`));
    }),
    { numRuns: 300 },
  );
});
