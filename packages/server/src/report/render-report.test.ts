import { createHash } from 'node:crypto';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { REPORT_BYTES, renderReport } from './render-report.ts';
import type { ReportData } from './report-data.ts';
import { sampleReport } from './sample-report.ts';

const small = sampleReport({ tickets: 400, intents: 12, categories: 4 });
const page = renderReport(small);

interface EmbeddedData {
  readonly counts: readonly (readonly number[])[];
  readonly tickets: {
    readonly ids: readonly string[];
    readonly idPrefix: string;
    readonly texts: readonly string[];
  };
}

function embedded(html: string): EmbeddedData {
  const text = html.split('<script type="application/json" id="report-data">')[1]?.split('</script>')[0];
  return JSON.parse(text ?? '');
}

/** The elements the page is made of. */
function tagsOf(html: string): string[] {
  return [...new Set([...html.matchAll(/<([a-z!][a-z0-9-]*)/gi)].map((match) => match[1] ?? ''))].sort();
}

function scriptsOf(html: string): string[] {
  return [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '');
}

function withTicket(data: ReportData, text: string): ReportData {
  const [first, ...rest] = data.tickets;
  const [intent, ...intents] = data.intents;
  if (!first || !intent) throw new Error('sample without tickets');
  const ticket = { ...first, id: text, subject: text, text, decision: text, reason: text };
  const nasty = {
    ...intent,
    name: text,
    description: text,
    l1: text,
    l2: text,
    l3: text,
    terms: [text],
    exampleIds: [text],
  };
  return {
    ...data,
    title: text,
    source: text,
    engine: text,
    tickets: [ticket, ...rest],
    intents: [nasty, ...intents],
  };
}

describe('renderReport', () => {
  it('gives the same bytes for the same data', () => {
    expect(renderReport(structuredClone(small)) === page).toBe(true);
  });

  it('reaches for nothing outside the file', () => {
    const reaching =
      /https?:|url\(|@import|@font-face|<link|<iframe|<img|\bsrc=|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(/g;
    expect(page.match(reaching)).toBeNull();
    expect(page.includes("default-src 'none'")).toBe(true);
  });

  it('allows exactly its own scripts to run, by their hashes', () => {
    const scripts = scriptsOf(page);
    expect(scripts).toHaveLength(2);
    for (const script of scripts) {
      expect(page.includes(`'sha256-${createHash('sha256').update(script).digest('base64')}'`)).toBe(true);
      expect(() => new Script(script)).not.toThrow();
    }
  });

  it('never lets the script write markup', () => {
    for (const script of scriptsOf(page)) {
      expect(script).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/,
      );
    }
  });

  it.each([
    '</script><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '<!--<script>',
    '&lt;b&gt; \u2028 \u2029 \ud800 ]]>',
    '$' + '{alert(1)} `x` $& $1',
  ])('shows %j as text wherever it stands', (text) => {
    const html = renderReport(withTicket(small, text));
    expect(scriptsOf(html)).toEqual(scriptsOf(page));
    expect(html.match(/<script/g)).toHaveLength(3);
    expect(tagsOf(html)).toEqual(tagsOf(page));
    expect(html.match(/<[a-z][^<>]*\son\w+=/g)).toBeNull();
    expect(html.isWellFormed()).toBe(true);
    expect(embedded(html).tickets.texts[0]).toContain(text.toWellFormed().replace(/\s+/g, ' ').trim());
  });

  it('stays below 2 MB for 20,000 tickets and says that texts are shortened', () => {
    const html = renderReport(
      sampleReport({ tickets: 20_000, intents: 240, categories: 18, textLength: 400 }),
    );
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(REPORT_BYTES);
    expect(Buffer.byteLength(html)).toBeGreaterThan(0.9 * REPORT_BYTES);
    expect(embedded(html).tickets.ids).toHaveLength(20_000);
    expect(html.includes('are shortened, to keep this file below 2 MB')).toBe(true);
  });

  it('keeps the size and every count when even the ids do not fit', () => {
    const data = sampleReport({ tickets: 60_000, intents: 50, categories: 5 });
    const html = renderReport(data);
    const { counts, tickets } = embedded(html);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(REPORT_BYTES);
    expect(tickets.ids.length).toBeLessThan(60_000);
    expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(60_000);
    expect(html.includes('Every count covers all 60,000 tickets')).toBe(true);
  });

  it('keeps the size with thousands of intents', () => {
    const html = renderReport(sampleReport({ tickets: 6_000, intents: 2_000, categories: 30 }));
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(REPORT_BYTES);
    expect(html.includes('smallest intents are in the taxonomy only')).toBe(true);
  });

  it('renders without tickets', () => {
    const html = renderReport({ ...small, tickets: [], intents: [] });
    expect(html.includes('There are no tickets in this report')).toBe(true);
    expect(html.includes('No intent was found.')).toBe(true);
    expect(html.includes('id="volume"')).toBe(false);
  });

  it('says so when tickets carry no dates', () => {
    const html = renderReport(sampleReport({ tickets: 40, intents: 3, categories: 2, dated: false }));
    expect(html.includes('The tickets carry no dates')).toBe(true);
    expect(html.includes('id="volume-svg"')).toBe(false);
    expect(html.includes('id="from"')).toBe(false);
  });

  it('is readable without a script: names, counts, examples and articles stand in the page', () => {
    const body = page.slice(page.indexOf('<body>'), page.indexOf('id="report-data"'));
    for (const text of [
      'Question 3',
      'Area 0',
      'Ticket 1 says',
      'Check the address.',
      'Handbook, page 3',
      'Read a few.',
    ]) {
      expect(body.includes(text)).toBe(true);
    }
  });

  it('counts a ticket whose intent is not in the list as unassigned', () => {
    const tickets = [{ id: 'a', subject: '', text: 'x', intent: 'gone', confidence: 1, decision: 'matched' }];
    const html = renderReport({ ...small, tickets });
    expect(html.includes('no reason was recorded')).toBe(true);
  });

  it('links to intents by their ids, and by place where an id is unfit for a link', () => {
    expect(page.includes('id="intent-intent3"')).toBe(true);
    const odd = {
      ...small,
      intents: small.intents.map((intent, index) => (index === 0 ? { ...intent, id: '" id' } : intent)),
    };
    expect(/id="row-\d+"/.test(renderReport(odd))).toBe(true);
  });
});
