import { seededRandom } from '@ticket-ai/core';
import type { ReportData, ReportIntent, ReportTicket } from './report-data.ts';

/** For tests: made-up tickets over a number of intents and categories. */
export interface SampleOptions {
  readonly tickets: number;
  readonly intents: number;
  readonly categories: number;
  readonly dated?: boolean;
  readonly textLength?: number;
}

const DAY = 86_400_000;
export const sampleEnd = Date.UTC(2026, 9, 31, 12);

export function sampleReport(options: SampleOptions): ReportData {
  const random = seededRandom(11).next;
  const tickets = Array.from({ length: options.tickets }, (_, index) => sampleTicket(index, options, random));
  return {
    title: 'Autumn tickets',
    source: 'tickets.csv',
    generatedAt: sampleEnd,
    version: '1.2.3',
    seed: 7,
    engine: 'lexical',
    seconds: 3.2,
    llm: { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 },
    timeZone: 'Europe/Berlin',
    tickets,
    intents: Array.from({ length: options.intents }, (_, index) => sampleIntent(index, options, tickets)),
    unassignedReasons: [{ code: 'close', label: 'two intents were equally close', advice: 'Read a few.' }],
    map: { method: 'a test layout', seed: 7 },
  };
}

function sampleTicket(index: number, options: SampleOptions, random: () => number): ReportTicket {
  const text = `Ticket ${index} says: ${'the parcel with my order is late again '.repeat(12)}`;
  const assigned = options.intents > 0 && index % 25 !== 0;
  return {
    id: `T-${100_000 + index}`,
    subject: `Subject ${index}`,
    text: text.slice(0, options.textLength ?? 120),
    confidence: random(),
    decision: assigned ? 'matched' : 'unassigned',
    x: random(),
    y: random(),
    ...(options.dated !== false && { at: sampleEnd - Math.floor(random() * 120) * DAY }),
    ...(assigned
      ? { intent: `intent${index % options.intents}` }
      : { reason: index % 50 === 0 ? 'close' : 'far_off' }),
  };
}

function sampleIntent(index: number, options: SampleOptions, tickets: readonly ReportTicket[]): ReportIntent {
  const id = `intent${index}`;
  const own = tickets.filter((ticket) => ticket.intent === id);
  const category = index % options.categories;
  return {
    id,
    name: `Question ${index}`,
    nameSource: 'lexical',
    l1: `Area ${category}`,
    l2: `Part ${category}.${index % 3}`,
    l3: `Question ${index}`,
    terms: ['parcel', 'order', `word${index}`],
    ticketCount: own.length,
    exampleIds: own.slice(0, 4).map((ticket) => ticket.id),
    confidence: 0.5 + (index % 5) / 10,
    isNew: index === 1,
    ...(options.dated !== false && { firstSeen: sampleEnd - 90 * DAY }),
    ...(index % 2 === 0 && {
      article: {
        title: `Answer ${index}`,
        status: 'published',
        method: 'extractive',
        steps: [{ text: 'Check the address.', source: 'Handbook, page 3' }],
      },
    }),
  };
}
