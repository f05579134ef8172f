import { describe, expect, it } from 'vitest';
import { testServer } from '../testing.ts';
import { articlesScript } from './article-page-texts.ts';
import { runPageScript } from './page-testing.ts';

const evil = '<img src=x onerror=alert(1)><script>alert(1)</script>';

const span = { kind: 'reply', ticketId: evil, messageId: 'm', start: 1, end: 5, quote: `${evil} in a reply` };
const ofDocument = { kind: 'passage', versionId: 'v', title: evil, page: 2, start: 3, end: 9 };
const article = {
  id: 'a"b',
  status: 'in-review',
  title: evil,
  stale: true,
  staleReason: evil,
  remark: evil,
  revisionId: 'r2',
};
const revision = (id: string, number: number, text: string) => ({
  id,
  number,
  ...(number === 2 ? { parentId: 'r1' } : {}),
  content: {
    summary: evil,
    sections: [{ heading: evil, sentences: [{ text, evidence: [span, ofDocument], verified: false }] }],
  },
  checks: { conflicts: [{ sentence: evil, about: 'number', source: { ...ofDocument, quote: 'It is 7.' } }] },
});
const detail = {
  article,
  intent: { name: evil },
  ticketCount: 3,
  revisions: [revision('r1', 1, 'Press the old button.'), revision('r2', 2, evil)],
  reviews: [{ decision: 'request-changes', actor: { id: evil }, feedback: [{ note: evil }] }],
};

const runScript = (hash: string) =>
  runPageScript(articlesScript, hash, (path) =>
    path === '/api/articles' ? { items: [{ article, intentName: evil, ticketCount: 3 }] } : detail,
  );

describe('the page of articles', () => {
  it('holds no data and no script of its own, under a policy that allows none', async () => {
    const reply = await (await testServer()).ask('GET', '/articles');
    const policy = reply.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(await reply.text()).not.toMatch(/<script(?![^>]* src="\/assets\/)|\son\w+=/);
  });

  it('lists articles, their text as text', async () => {
    const { shown, state } = await runScript('');
    expect(state.text()).toBe('1 articles');
    expect(shown.text()).toContain(evil);
    expect(new Set(shown.all().map(({ tag }) => tag))).toEqual(new Set(['div', 'ul', 'li', 'span', 'a']));
    expect(shown.all().find(({ tag }) => tag === 'a')?.attributes).toEqual({ href: '#a%22b' });
  });

  it('shows one with evidence, conflicts, what changed and who said what, and nothing of it as markup', async () => {
    const { shown, sent, state } = await runScript('#a%22b');
    expect(state.text()).toBe('Revision 2');
    expect(sent[0]?.path).toBe('/api/articles/a%22b');
    const text = shown.text();
    for (const expected of [
      `stale: ${evil}`,
      `${evil} in a reply\n · ticket ${evil}, characters 1 to 5`,
      `its words were erased, or are for others\n · ${evil}, page 2, characters 3 to 9`,
      `It is 7.\n · ${evil}, page 2`,
      '(not proved)',
      'Sources that say otherwise',
      'Changed since revision 1',
      '− Press the old button.',
      `request-changes by ${evil}: ${evil}`,
    ])
      expect(text).toContain(expected);
    const tags = new Set(shown.all().map(({ tag }) => tag));
    for (const tag of ['script', 'img']) expect(tags).not.toContain(tag);
  });

  it('sends what a person decides, for the revision that was read', async () => {
    const { shown, sent } = await runScript('#a%22b');
    const [approve] = shown.all().filter(({ tag }) => tag === 'button');
    await approve?.listeners.click?.();
    expect(sent[1]?.path).toBe('/api/articles/a%22b/reviews');
    expect(JSON.parse(sent[1]?.options?.body ?? '')).toEqual({
      revisionId: 'r2',
      decision: 'approve',
      feedback: [],
    });
  });
});
