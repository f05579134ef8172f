import { documentParserCases, runConformance } from '@ticket-ai/core/conformance';
import { describe, expect, it } from 'vitest';
import { htmlDocumentParser } from './index.ts';

const utf8 = new TextEncoder();
const parser = htmlDocumentParser();

const sample = `<!doctype html><html><head><title>Refunds | Help</title><style>.x{}</style><script>secretScript()</script></head><body>
<div class="cookie-notice" role="dialog">We use biscuits.</div><header><a>Logo</a><nav>Orders Returns</nav></header>
<main><nav>Home / Refunds</nav><article><header><h1>Refunds &amp; returns</h1></header>
<!-- secretComment --><p>Send it   back within <b>30</b>&nbsp;days.<br>No questions.</p>
<p hidden>secretHidden</p><p style="color:red; display: none">secretStyle</p><span class="sr-only">secretReader</span><template>secretTemplate</template>
<h2>Steps <a class="headerlink">¶</a></h2><ol start="2"><li>Pack it.</li><li><p>Ship it.</p><ul><li>By post</li></ul></li></ol>
<aside class="note">Keep the receipt.</aside>
<table><caption>Fees</caption><thead><tr><th>What</th><th>Fee</th></tr></thead><tbody><tr><td>Pick-<br>up</td><td>79 EUR</td></tr><tr><td></td><td></td></tr></tbody></table>
<dl><dt>RF number</dt><dd>Of your <i>refund</i></dd><dt>SR number</dt><dd>Of your repair</dd></dl>
<pre><code>line 1
  line 2</code></pre></article></main>
<aside>People also read</aside><footer>Imprint</footer></body></html>`;

describe('htmlDocumentParser keeps the contract', () => {
  runConformance(it, documentParserCases, {
    capabilities: ['structure'],
    create: () => ({
      parser,
      sample: {
        bytes: utf8.encode(sample),
        sentences: [
          'Refunds & returns',
          'Send it back within 30 days. No questions.',
          'Pack it.',
          'Keep the receipt.',
          'RF number Of your refund',
        ],
        hidden: ['secret', 'biscuits', 'Logo', 'Orders', 'Home /', 'Imprint', 'People also read', '¶'],
        headings: [
          [1, 'Refunds & returns'],
          [2, 'Steps'],
        ] as const,
        listItems: ['Pack it.', 'Ship it.', 'By post'],
        tableRow: ['What', 'Fee'],
      },
      unreadable: [
        new Uint8Array(),
        utf8.encode('<html><body><script>only()</script></body></html>'),
        Uint8Array.of(0, 1, 2, 3, 0, 0),
      ],
    }),
  });
});

describe('blocks', () => {
  it('reads lists, tables, definitions and code as people see them', async () => {
    const { blocks, text, title } = await parse(sample);
    expect(title).toBe('Refunds & returns');
    expect(blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ['heading', 'Refunds & returns'],
      ['paragraph', 'Send it back within 30 days.\nNo questions.'],
      ['heading', 'Steps'],
      ['list-item', '2. Pack it.'],
      ['list-item', '3. Ship it.'],
      ['list-item', '- By post'],
      ['paragraph', 'Keep the receipt.'],
      ['paragraph', 'Fees'],
      ['table-row', 'What | Fee'],
      ['table-row', 'Pick- up | 79 EUR'],
      ['list-item', 'RF number\nOf your refund'],
      ['list-item', 'SR number\nOf your repair'],
      ['code', 'line 1\n  line 2'],
    ]);
  });
  it('reads a page without main part, without its furniture', async () => {
    const { text, title } = await parse(
      '<title>T</title><header>Shop</header><div>Text<div>More</div>rest</div><footer>Imprint</footer>',
    );
    expect([text, title]).toEqual(['Text\n\nMore\n\nrest', 'T']);
  });
  it('reads the furniture when there is nothing else', async () => {
    expect((await parse('<body><header>All is in here.</header></body>')).text).toBe('All is in here.');
  });
  it('an empty main part does not hide the text beside it', async () => {
    expect((await parse('<main> </main><div>Text</div>')).text).toBe('Text');
  });
  it('reads tables that only arrange the page as text', async () => {
    const { text } = await parse(
      '<table><tr><td><h1>A</h1><table><tr><td>x</td><td>y</td></tr></table></td><td>B</td></tr></table>',
    );
    expect(text).toBe('A\n\nx | y\n\nB');
  });
  it('takes out soft hyphens and zero-width characters', async () => {
    expect((await parse('<p>Liefer&shy;zeit\u200b!</p>')).text).toBe('Lieferzeit!');
  });
  it.each(['opacity:0', 'visibility:hidden', 'FONT-SIZE: 0px'])('takes %s for hidden', async (style) => {
    expect((await parse(`<p>seen</p><p style="${style}">unseen</p>`)).text).toBe('seen');
  });
  it('reads Windows-1252', async () => {
    expect((await parser.parse({ bytes: Buffer.from('<p>Größe</p>', 'latin1') })).text).toBe('Größe');
  });
});

describe('pages built to exhaust the parser', () => {
  it.each([
    ['deep nesting', '<div>'.repeat(200_000)],
    [
      'many open formats',
      Array.from({ length: 400 }, (_, index) => `<font a=${index}>`).join('') + '<p>'.repeat(100_000),
    ],
    ['nested tables', '<table><tr><td>'.repeat(50_000)],
  ])('%s are refused in time', async (_, html) => {
    const started = performance.now();
    const parsed = await parse(html, { milliseconds: 2000 });
    expect(parsed.status).toBe('invalid');
    expect(performance.now() - started).toBeLessThan(15_000);
  });
  it('damaged pages never throw', async () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const at = (seed * 48271) % sample.length;
      const { status, text } = await parse(
        sample.slice(0, at) + '<>"&='[seed % 5] + sample.slice(at + (seed % 50)),
      );
      expect(status === 'ok').toBe(text !== '');
    }
  });
});

function parse(html: string, limits: { readonly milliseconds?: number } = {}) {
  return parser.parse({ bytes: utf8.encode(html), limits });
}
