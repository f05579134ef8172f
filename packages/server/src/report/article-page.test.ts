import type { ArticleContent } from '@ticket-ai/core';
import { expect, test } from 'vitest';
import { articleIndexPage, articlePage } from './article-page.ts';

const sentence = (
  text: string,
  evidence: ArticleContent['sections'][number]['sentences'][number]['evidence'] = [],
) => ({
  text,
  evidence,
  support: 1,
  verified: true,
});
const passage = { kind: 'passage', versionId: 'v', chunkId: 'c', start: 0, end: 1, page: 1 } as never;

test('no text becomes markup: neither in the body nor in the title, nor in a link', () => {
  const hostile = '<script>alert("1")</script> & \'x\'';
  const content: ArticleContent = {
    title: hostile,
    summary: hostile,
    sections: [
      { key: 'steps', heading: hostile, sentences: [sentence(hostile, [passage])] },
      { key: 'notes', heading: 'Notes', sentences: [sentence('A note.')] },
    ],
    method: 'extractive',
    language: 'en"><b>',
  };
  const page = articlePage(content, () => hostile);
  expect(page).not.toMatch(/<script|<b>/);
  expect(page.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;')).toHaveLength(7);
  expect(page).toContain('<ol>');
  expect(page).toContain("default-src 'none'");
  const index = articleIndexPage([{ title: hostile, file: '"onclick="x.html' }]);
  expect(index).not.toMatch(/<script|"onclick/);
});
