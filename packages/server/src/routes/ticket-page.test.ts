import { describe, expect, it } from 'vitest';
import { testServer } from '../testing.ts';
import { runPageScript } from './page-testing.ts';
import { ticketsScript } from './ticket-page-texts.ts';

const evil = '<img src=x onerror=alert(1)><script>alert(1)</script>';

const reply = (standing: string, more: object = {}) => ({
  answer: {
    id: 'answer"1',
    status: 'answered',
    sentences: [{ text: `${evil} five days.`, citations: [{ quote: evil, title: evil, page: 2 }] }],
  },
  standing,
  withheld: 1,
  outcomes: [{ verdict: 'rejected', note: evil, distance: 0.25, actor: { id: evil } }],
  ...more,
});
const ticket = { id: 't"1', externalId: evil, subject: evil, status: 'open' };
const detail = { ticket, intent: { name: evil }, messages: [{ role: 'customer', text: evil }] };

const runScript = (hash: string, replies: readonly object[] = [reply('open')]) =>
  runPageScript(ticketsScript, hash, (path) => {
    if (path.startsWith('/api/answers')) return { sentUnchanged: 0.5, rejected: 3, reopened: 1 };
    if (path.endsWith('/replies')) return { items: replies };
    return path.startsWith('/api/tickets?') ? { items: [{ ticket, intent: { name: evil } }] } : detail;
  });
const buttonsOf = (shown: Awaited<ReturnType<typeof runScript>>['shown']) =>
  shown.all().filter(({ tag }) => tag === 'button');

describe('the page of tickets', () => {
  it('holds no data and no script of its own', async () => {
    const page = await (await testServer()).ask('GET', '/tickets');
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(await page.text()).not.toMatch(/<script(?![^>]* src="\/assets\/)|\son\w+=/);
  });

  it('lists tickets, and tells what became of suggested replies', async () => {
    const { shown, state } = await runScript('');
    expect(state.text()).toBe('1 tickets');
    expect(shown.text()).toContain('50 % sent unchanged, 3 rejected, 1 came back');
    expect(shown.all().find(({ tag }) => tag === 'a')?.attributes).toEqual({ href: '#t%221' });
  });

  it('shows a ticket with its replies and their quotes, and nothing of it as markup', async () => {
    const { shown, sent } = await runScript('#t%221');
    expect(sent.map(({ path }) => path)).toEqual(['/api/tickets/t%221', '/api/tickets/t%221/replies']);
    for (const expected of [
      `customer: ${evil}`,
      'open · answered · 1 sentences are for others',
      `${evil} five days.`,
      `${evil}\n · ${evil}, page 2`,
      `rejected by ${evil}: 25 % of its words changed: ${evil}`,
    ])
      expect(shown.text()).toContain(expected);
    const tags = new Set(shown.all().map(({ tag }) => tag));
    for (const tag of ['script', 'img']) expect(tags).not.toContain(tag);
  });

  it('sends what became of a reply', async () => {
    const { shown, sent } = await runScript('#t%221');
    const [asItIs, changed, reject] = buttonsOf(shown);
    const [text, reason] = shown.all().filter(({ tag }) => tag === 'textarea');
    expect(text?.value).toBe(`${evil} five days.`);
    if (reason !== undefined) reason.value = 'Wrong';
    for (const press of [asItIs, changed, reject]) await press?.listeners.click?.();
    const posted = sent.filter(({ options }) => options?.body !== undefined);
    expect(posted.map(({ path }) => path)).toEqual(Array(3).fill('/api/answers/answer%221/outcomes'));
    expect(posted.map(({ options }) => JSON.parse(options?.body ?? ''))).toEqual([
      { verdict: 'sent' },
      { verdict: 'edited', text: `${evil} five days.` },
      { verdict: 'rejected', reason: 'Wrong' },
    ]);
  });

  it('offers only what may be said of a reply where it stands', async () => {
    const offered = async (standing: string, more: object = {}) =>
      buttonsOf((await runScript('#t', [reply(standing, more)])).shown).map((button) => button.text());
    expect(await offered('sent')).toEqual(['The ticket came back', 'Suggest a reply']);
    expect(await offered('edited')).toEqual(['The ticket came back', 'Suggest a reply']);
    for (const over of ['rejected', 'reopened']) expect(await offered(over)).toEqual(['Suggest a reply']);
    const nothing = { answer: { id: 'a', status: 'abstained', sentences: [] } };
    expect(await offered('open', nothing)).toEqual(['Suggest a reply']);
  });
});
