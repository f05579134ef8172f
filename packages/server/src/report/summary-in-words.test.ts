import { describe, expect, it } from 'vitest';
import type { ReportData, ReportIntent, ReportTicket } from './report-data.ts';
import { sampleReport } from './sample-report.ts';
import { summaryText } from './summary-in-words.ts';

const DAY = 86_400_000;
const end = Date.UTC(2026, 5, 30);
const base = sampleReport({ tickets: 0, intents: 0, categories: 1 });

function tickets(intent: string | undefined, from: number, count: number, reason?: string): ReportTicket[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${intent ?? reason}-${from}-${index}`,
    subject: '',
    text: 'text',
    at: end - (from + (index % 28)) * DAY,
    confidence: 0.9,
    decision: 'matched',
    ...(intent !== undefined && { intent }),
    ...(reason !== undefined && { reason }),
  }));
}

function intent(id: string, extra: Partial<ReportIntent> = {}): ReportIntent {
  const plain = {
    id,
    name: id,
    nameSource: 'lexical',
    l1: 'Area',
    l2: 'Part',
    l3: id,
    terms: [],
    ticketCount: 0,
    exampleIds: [],
  };
  return { ...plain, confidence: 0.9, isNew: false, ...extra };
}

function report(data: Partial<ReportData>): ReportData {
  return { ...base, timeZone: 'UTC', ...data };
}

describe('summaryText', () => {
  it('says that there is nothing when there is nothing', () => {
    expect(summaryText(report({}))).toBe(
      'Nothing yet: There are no tickets in this report, so there is nothing to count.',
    );
  });

  const busy = report({
    tickets: [
      ...tickets('Refund', 0, 90),
      ...tickets('Refund', 32, 30),
      ...tickets('Login', 0, 60),
      ...tickets('Login', 32, 130),
      ...tickets('Parcel', 0, 20),
      ...tickets('Parcel', 32, 20),
      ...tickets(undefined, 0, 6, 'close'),
      ...tickets(undefined, 32, 4, 'too_short'),
    ],
    intents: [
      intent('Refund', { confidence: 0.6 }),
      intent('Login', { article: { title: 'Log in', status: 'published', method: 'extractive', steps: [] } }),
      intent('Parcel', { isNew: true, confidence: 0.3 }),
    ],
  });
  const text = summaryText(busy);

  it.each([
    'Overall: 360 tickets from 2 May – 30 Jun 2026 fall into 3 intents in 1 category; 2.8% stayed unassigned.',
    'Largest: Login (53%), Refund (33%) and Parcel (11%).',
    'volume was about level (184 to 176 tickets). Growing faster than the rest: Refund (30 to 90). Shrinking: Login (130 to 60).',
    'New: Parcel (40 tickets) appeared for the first time this month.',
    'Unassigned: 10 tickets stayed without an intent: 6 because two intents were equally close and 4 because of “too short”.',
    'Confidence is high for 1 of 3 intents (54% of assigned tickets), fair for 1 and low for 1. Read the examples before relying on Parcel.',
    'Articles: 1 intent has an article (1 published), covering 53% of tickets; the largest without one is Refund.',
  ])('finds: %s', (sentence) => {
    expect(text).toContain(sentence);
  });

  it('does not call every intent new on a first report', () => {
    const first = report({ tickets: tickets('Refund', 0, 30), intents: [intent('Refund', { isNew: true })] });
    expect(summaryText(first)).toContain('Every intent is new: this is the first report on this source.');
  });

  it('speaks of no change, period or article without dates and articles', () => {
    const plain = report({
      tickets: tickets('Refund', 0, 30).map(({ at: _, ...ticket }) => ticket),
      intents: [intent('Refund')],
    });
    expect(summaryText(plain)).not.toMatch(/Change|from|article/);
  });

  it('keeps quiet about movements that chance explains', () => {
    const calm = report({
      tickets: [
        ...tickets('A', 0, 52),
        ...tickets('A', 32, 50),
        ...tickets('B', 0, 48),
        ...tickets('B', 32, 50),
      ],
      intents: [intent('A'), intent('B')],
    });
    expect(summaryText(calm)).toContain('No intent moved beyond what chance explains.');
  });

  it('names the largest subjects where there are several, and what to bear in mind', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const text = summaryText(
      report({
        tickets: names.flatMap((name, at) => tickets(name, 0, 10 * (at + 1))),
        intents: names.map((name, at) => intent(name, { l1: at < 3 ? 'Delivery' : 'Billing' })),
        cautions: ['The number of intents is a guess.'],
      }),
    );
    expect(text).toContain('Subjects: The largest subject is Billing (71%), followed by Delivery (29%).');
    expect(text).toContain('Bear in mind: The number of intents is a guess.');
  });
});
