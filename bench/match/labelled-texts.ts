import type { TicketText } from '@ticket-ai/core';
import { seededRandom } from '@ticket-ai/core';
import type { LabelledSet } from '../intents/labelled-set.ts';

/** A ticket as clusterers read it, and its label. */
export interface LabelledText extends TicketText {
  readonly label: string;
}

/** Tickets to learn from, and tickets to be tried on: the set's own test part, else a fifth, at most 1,500. */
export interface Split {
  readonly train: readonly LabelledText[];
  readonly test: readonly LabelledText[];
}

/** The labelled tickets of a set in random order. */
export function labelledTexts(set: LabelledSet, seed: number): LabelledText[] {
  const random = seededRandom(seed);
  return set.rows
    .flatMap((row) => {
      const label = set.gold.get(row.rowId);
      const { subject = '', body = '', messages = [] } = row.draft;
      const spoken = messages.filter(({ role }) => role !== 'agent').map(({ text }) => text);
      const text = [subject, body, ...spoken].filter((part) => part !== '').join('\n');
      if (label === undefined || label === '' || text === '') return [];
      const ticketId = row.rowId as TicketText['ticketId'];
      return [{ key: random.next(), ticket: { ticketId, text, replies: '', language: 'en', label } }];
    })
    .sort((a, b) => a.key - b.key)
    .map(({ ticket }) => ticket);
}

/** Splits a set in two. */
export function splitSet(set: LabelledSet, seed: number): Split {
  const texts = labelledTexts(set, seed);
  const own = texts.filter(({ ticketId }) => ticketId.includes('-test-'));
  if (own.length > 0)
    return { train: texts.filter(({ ticketId }) => !ticketId.includes('-test-')), test: own };
  const size = Math.min(1500, Math.floor(texts.length / 5));
  return { train: texts.slice(size), test: texts.slice(0, size) };
}

/** The first few tickets of each label. */
export function firstOfEach(texts: readonly LabelledText[], count: number): Map<string, LabelledText[]> {
  const chosen = new Map<string, LabelledText[]>();
  for (const text of texts) {
    const own = chosen.get(text.label) ?? [];
    if (own.length < count) own.push(text);
    chosen.set(text.label, own);
  }
  return chosen;
}
