import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleText } from './markdown-inline.ts';
import { markdownParser } from './markdown-parser.ts';

const parse = (text: string) => markdownParser().parse({ bytes: new TextEncoder().encode(text) });
const blocksOf = async (text: string) => {
  const parsed = await parse(text);
  return parsed.blocks.map(({ kind, level, start, end }) => [
    level === undefined ? kind : `${kind} ${level}`,
    parsed.text.slice(start, end),
  ]);
};

/** Two megabytes of backticks, no two runs of one length. */
const runsOfAllLengths = Array.from({ length: 2000 }, (_, at) => `${'`'.repeat(at + 1)} a `).join('');

describe('markdownParser', () => {
  it('reads footnotes, but not where links lead', async () => {
    expect(await blocksOf('Said once.[^1]\n\n[^1]: And explained.\n\n[a]: http://x.example')).toEqual([
      ['paragraph', 'Said once.[^1]'],
      ['paragraph', '[^1]: And explained.'],
    ]);
  });
  it('reads headings, paragraphs, lists, tables and code as a reader sees them', async () => {
    const markdown = [
      '# Returns *policy*',
      '',
      'You can',
      'return **any** [bike](https://x.example "t").',
      '',
      '1. Open `My > Orders`.',
      '1. Select **Return**',
      '   and wait.',
      '   - inner',
      '',
      '| What | Cost |',
      '|---|--:|',
      '| Carro | 79 \\| EUR |',
      '',
      'Under',
      '-----',
      '```js',
      'const a = **1**;',
      '```',
    ].join('\n');
    expect(await blocksOf(markdown)).toEqual([
      ['heading 1', 'Returns policy'],
      ['paragraph', 'You can return any bike.'],
      ['list-item', '1. Open My > Orders.'],
      ['list-item', '2. Select Return and wait.'],
      ['list-item', '- inner'],
      ['table-row', 'What | Cost'],
      ['table-row', 'Carro | 79 | EUR'],
      ['heading 2', 'Under'],
      ['code', 'const a = **1**;'],
    ]);
  });

  it('takes the title from the front matter, and shows none of it', async () => {
    const parsed = await parse('---\ntitle: "Lost keys"\ntags:\n  - lock\n---\n# Keys\n\nText.');
    expect(parsed.title).toBe('Lost keys');
    expect(parsed.text).toBe('Keys\n\nText.');
    expect((await parse('---\n\nNo front matter.\n\n---\n')).text).toBe('No front matter.');
  });

  it('hides comments, scripts and tags, but not inside code', async () => {
    expect((await parse('A <!-- secret\nnote --> b<br>c <b>d</b>\n\n<script>alert(1)</script>')).text).toBe(
      'A b\nc d',
    );
    expect((await parse('```html\n<!-- shown -->\n```')).text).toBe('<!-- shown -->');
  });

  it('never calls a file without text a success', async () => {
    for (const text of ['', '   \n', '<!-- only a comment -->']) {
      expect(await parse(text)).toMatchObject({ status: 'invalid', text: '', blocks: [] });
    }
    const binary = await markdownParser().parse({ bytes: new Uint8Array([0, 1, 2, 255, 0, 7]) });
    expect(binary.status).toBe('invalid');
    expect(binary.warnings).toHaveLength(1);
  });

  it('says when it cut a text, and reads Windows-1252 with a warning', async () => {
    const cut = await markdownParser().parse({
      bytes: new TextEncoder().encode('word '.repeat(50)),
      limits: { characters: 100 },
    });
    expect(cut.status).toBe('partial');
    expect(cut.warnings[0]).toContain('first 100 of 250');
    const latin = await markdownParser().parse({ bytes: new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65]) });
    expect(latin.text).toBe('Grüße');
    expect(latin.warnings).toHaveLength(1);
  });

  it('keeps blocks in order, apart, trimmed, and covering all visible text', async () => {
    const line = fc.constantFrom(
      '# Head',
      '## Two',
      '- item',
      '2) step',
      '| a | b |',
      '|---|---|',
      '```',
      '> quote',
      'text *and* more',
      '',
      '    code',
      '---',
      '<b>x',
      '[l](u)',
      '\\*',
      'setext',
      '===',
      '&amp; ümläut 🚲',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 25 }), async (lines) => {
        const { text, blocks } = await parse(lines.join('\n'));
        let end = 0;
        for (const block of blocks) {
          expect(block.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(end, block.start).trim()).toBe('');
          expect(block.end).toBeGreaterThan(block.start);
          end = block.end;
        }
        expect(end).toBe(text.length);
      }),
    );
  });
});

describe('visibleText', () => {
  it('resolves emphasis by the rules, and leaves what is none', () => {
    expect(visibleText('a **b _c_ d** e')).toBe('a b c d e');
    expect(visibleText('snake_case_name and 2 * 3 * 4')).toBe('snake_case_name and 2 * 3 * 4');
    expect(visibleText('~~old~~ ~new~ ***both***')).toBe('old ~new~ both');
    expect(visibleText('`` a ` b `` and `*x*`')).toBe('a ` b and *x*');
    expect(visibleText('![alt](http://x) <https://a.b> \\[no\\]')).toBe('alt https://a.b [no]');
    expect(visibleText('a < b, [not a link], List<String>')).toBe('a < b, [not a link], List');
  });

  it('ends code at the first run of its own length', () => {
    const signs = fc.string({ unit: fc.constantFrom('`', '`', 'a', 'b'), maxLength: 30 });
    fc.assert(
      fc.property(signs, (markdown) => {
        const code = /(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/gu;
        expect(visibleText(markdown)).toBe(markdown.replace(code, '$2'));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes linear time on hostile input: what grew with the square of it would not end in time', () => {
    for (const piece of ['[', '*a_', '`', '<', '![', '&#']) visibleText(piece.repeat(50_000));
    visibleText(runsOfAllLengths);
  });
});

describe('what pages of others hold', () => {
  it.each([
    [
      '1. a\n\n   more\n\n2. b\n\n   ```\n   c\n     d\n   ```\n\n3. e',
      ['1. a', 'more', '2. b', 'c\n  d', '3. e'],
    ],
    ['3. a\n   1. x\n   2. y\n4. b', ['3. a', '1. x', '2. y', '4. b']],
    ['- a\n\n  para\n\n      code\n\n- b', ['- a', 'para', 'code', '- b']],
    ['1. a\n1) b', ['1. a', '1. b']],
    ['1. a\n\n    > quote\n\n2. b', ['1. a', 'quote', '2. b']],
    ['> 1. a\n\n1. b', ['1. a', '1. b']],
    ['The year was\n2024. It was good.', ['The year was 2024. It was good.']],
    ['Do this:\n1. a\n2. b', ['Do this:', '1. a', '2. b']],
    [
      'See [the page][p], [p], [P  ] and [no].\n\n[p]: http://x "Title"',
      ['See the page, p, P  and [no].'.replace('  ', ' ')],
    ],
    ['[long]:\n  http://x\n  "Title"\n\nAfter.', ['After.']],
    [
      '| a | b |\n|---|---|\n| x \\| y | `c \\| d` |\n| 1 | 2 | unseen |\n| only |',
      ['a | b', 'x | y | c | d', '1 | 2', 'only'],
    ],
    ['a | b\nc | d', ['a | b c | d']],
    ['~~~~\n~~~\n# x\n~~~\n~~~~\n# y', ['~~~\n# x\n~~~', 'y']],
    ['````\n```js\nx\n```\n````', ['```js\nx\n```']],
    ['```\n> npm i\n> > y\n```', ['> npm i\n> > y']],
    ['> ```\n> > x\n> ```\nafter', ['> x', 'after']],
    ['para\n> quote\nlazy', ['para', 'quote lazy']],
    ['Two lines\nof heading\n===\ntext', ['Two lines of heading', 'text']],
    ['## Title {#id}', ['Title']],
    [':::tip[Read **this**]\nText.\n:::', ['Read this', 'Text.']],
    ['Use `<!-- note -->` and `<!--` so.\n\nMore.', ['Use <!-- note --> and <!-- so.', 'More.']],
    ['a <!-- b\n\nc', ['a <!-- b', 'c']],
    ['a\n\n<!-- b\n\nc', ['a']],
    ['```\n<script>x</script>\n```\n\n<script>y</script>', ['<script>x</script>']],
    ['<pre>\nkeep   *this*\n  as\n</pre>\n\ndone', ['keep   *this*\n  as', 'done']],
    ['10<sup>6</sup> H<sub>2</sub>O 1<sup>st</sup>', ['10⁶ H₂O 1st']],
    ['&Auml;&szlig;&rarr; &unknown;', ['Äß→ &unknown;']],
    ['**foo*bar** *a **b** c*', ['foo*bar a b c']],
    ['one  \ntwo\\\nthree\nfour', ['one\ntwo\nthree four']],
    ['- [ ] open\n- [x] done', ['- [ ] open', '- [x] done']],
    [
      'Visit <https://x.example> or https://y.example/a_b_c.',
      ['Visit https://x.example or https://y.example/a_b_c.'],
    ],
    ['+++\ntitle = "Keys"\n+++\nText.', ['Text.']],
  ])('%j', async (markdown, texts) => {
    expect((await blocksOf(markdown)).map(([, text]) => text)).toEqual(texts);
  });
  it('paragraphs of an item belong to its list, code in it is code', async () => {
    const kinds = async (markdown: string) => (await parse(markdown)).blocks.map(({ kind }) => kind);
    expect(await kinds('1. a\n\n   more\n\n       code\n\nafter')).toEqual([
      'list-item',
      'list-item',
      'code',
      'paragraph',
    ]);
    expect((await parse('1. a\n\n   more\n2. b')).text).toBe('1. a\nmore\n2. b');
  });
  it('tells where cells stand, and which row names the columns', async () => {
    const { blocks, text } = await parse('| a | b | c |\n|---|---|---|\n| 1 |  | 3 |');
    expect(blocks.map(({ header }) => header)).toEqual([true, false]);
    expect(blocks[1]?.cells?.map(({ start, end }) => text.slice(start, end))).toEqual(['1', '', '3']);
  });
  it('loses no word outside of what is unseen, whatever lines there are', async () => {
    const mark = fc.constantFrom(
      '',
      '',
      '# ',
      '- ',
      '1. ',
      '2) ',
      '> ',
      '> - ',
      '    ',
      '  ',
      '   > ',
      '| ',
      '```',
      '~~~~ ',
      '`',
      '**',
      '[',
      '](',
      '<b>',
      '\\',
      '===',
      '\n',
      '* * ',
      '<pre>',
      ':::note ',
    );
    const line = fc.tuple(mark, fc.boolean(), mark);
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 15 }), async (lines) => {
        const markdown = lines
          .map(([before, word, after], at) => `${before}${word ? `w${at} ` : ''}${after}`)
          .join('\n');
        const { text } = await parse(markdown);
        const words = lines.flatMap(([, word], at) => (word ? [`w${at}`] : []));
        const isAmbiguous = /```|~~~|:::|\]\(|\|/.test(markdown);
        if (!isAmbiguous) for (const word of words) expect(text).toMatch(new RegExp(`\\b${word}\\b`));
      }),
      { numRuns: 500 },
    );
  });
  it('takes linear time on hostile files', async () => {
    for (const piece of [
      '<script ',
      'a <!-- ',
      '`<!-- ',
      '[a]: ',
      '> ',
      '- [',
      '```\n',
      '`` ` ',
      '<pre>\n',
      '1. a\n   > ',
      ':::a[',
      '&a',
    ])
      await parse(piece.repeat(20_000));
    await parse(runsOfAllLengths);
  });
});
