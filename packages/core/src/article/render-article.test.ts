import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownParser } from '../document/markdown-parser.ts';
import type { ArticleContent, ArticleSentence } from './article.ts';
import { countedSummary } from './counted-summary.ts';
import { escapeMarkdown, renderArticle } from './render-article.ts';

const sentence = (text: string, more: Partial<ArticleSentence> = {}): ArticleSentence => ({
  text,
  support: 2,
  verified: true,
  evidence: [{ kind: 'reply', ticketId: 't' as never, messageId: 'm' as never, start: 0, end: 1 }],
  ...more,
});
const content = (steps: readonly ArticleSentence[]): ArticleContent => ({
  title: 'How to return',
  summary: 'Short.',
  method: 'extractive',
  language: 'en',
  sections: [{ key: 'steps', heading: 'Steps', sentences: steps }],
});
const textOf = async (markdown: string) =>
  (await markdownParser().parse({ bytes: new TextEncoder().encode(markdown) })).text;

describe('renderArticle', () => {
  it('numbers steps, names sources, and says how it was made', async () => {
    const passage = {
      kind: 'passage',
      versionId: 'v' as never,
      chunkId: 'c' as never,
      start: 0,
      end: 1,
      page: 3,
    } as const;
    const markdown = renderArticle(
      content([sentence('Open it.'), sentence('Close it.', { evidence: [passage] })]),
      { titleOf: () => 'Manual' },
    );
    expect(await textOf(markdown)).toBe(
      'How to return\n\nShort.\n\nSteps\n\n1. Open it.\n2. Close it.\n\nSources\n\n- Manual, page 3\n- Replies in 1 ticket\n\nAssembled from ticket replies; not written by AI',
    );
  });

  it.each([
    [
      'de',
      ['Beruht auf 1 gelösten Ticket und 1 Dokument.', 'Quellen', '1 Dokument', 'Antworten in 1 Ticket'],
      ['nicht geprüft', 'nicht von KI geschrieben'],
    ],
    [
      'es-MX',
      ['Basado en 1 ticket resuelto y 1 documento.', 'Fuentes', '1 documento', 'Respuestas en 1 ticket'],
      ['sin comprobar', 'no escrito por IA'],
    ],
  ])('says what it says itself in the language of the article: %s', (language, lines, ends) => {
    const passage = { kind: 'passage', versionId: 'v', chunkId: 'c', start: 0, end: 1, page: 3 } as never;
    const steps = [sentence('1'), sentence('2', { evidence: [passage], verified: false })];
    const markdown = renderArticle({
      ...content(steps),
      language,
      summary: countedSummary(steps, language),
    });
    for (const line of lines) expect(markdown).toMatch(new RegExp(`^(?:# |## |- )?${line}$`, 'mu'));
    for (const end of ends) expect(markdown).toMatch(new RegExp(`${end}\\)?\\*$`, 'mu'));
    expect(markdown).not.toMatch(/Sources|Based|Replies|document$|verified|Assembled/u);
  });

  it('marks what was seen once or not verified, for reviewers', () => {
    const markdown = renderArticle(
      content([sentence('Open it.', { support: 1 }), sentence('Close it.', { verified: false })]),
      { markRare: true },
    );
    expect(markdown).toContain('1. Open it. *(seen once)*');
    expect(markdown).toContain('2. Close it. *(not verified)*');
    expect(renderArticle(content([sentence('Open it.', { support: 1 })]))).not.toContain('seen once');
  });

  it('lets nothing in a sentence become markup', async () => {
    const hostile = [
      '![x](http://evil/?q)',
      '<img src=x onerror=alert(1)>',
      '[click](javascript:1)',
      '# Head',
      '- list',
      '1. one',
      '**bold**',
      '| a | b |',
      '&lt;',
      '`c`',
      '> q',
      '---',
      'a\n\n# b',
    ];
    for (const text of hostile) {
      const markdown = renderArticle(content([sentence(text)]));
      expect(await textOf(markdown)).toContain(`1. ${text.replace(/\s+/gu, ' ')}`);
    }
  });

  it('shows every text as it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), async (raw) => {
        const text = raw.replace(/[\p{C}\s]+/gu, ' ').trim();
        fc.pre(text !== '');
        expect(await textOf(`A paragraph: ${escapeMarkdown(text)}`)).toBe(`A paragraph: ${text}`);
        expect(await textOf(`${escapeMarkdown(text)}\n`)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
