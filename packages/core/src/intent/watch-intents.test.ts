import { expect, test } from 'vitest';
import type { IntentId, RunId } from '../ids.ts';
import type { TicketAIOptions } from '../options.ts';
import { stageContext } from '../testing/stage-context.ts';
import { wordClusterer } from '../testing/word-clusterer.ts';
import { ingestTickets } from '../ticket/ingest-tickets.ts';
import { matchTickets } from './match-tickets.ts';
import { watchIntents } from './watch-intents.ts';

const dayMs = 86_400_000;
const today = Date.UTC(2026, 0, 10) / dayMs;

async function openContext(options: TicketAIOptions = {}) {
  const context = await stageContext({ now: () => today * dayMs + dayMs / 2, ...options });
  await context.transaction((transaction) => transaction.updateWorkspace({ activeRunId: 'run' as RunId }));
  return context;
}

test('two topics that read alike are told once', async () => {
  const words = wordClusterer();
  const context = await openContext({
    clusterer: {
      ...words,
      async discover(options) {
        const plan = await words.discover(options);
        return { ...plan, intents: plan.intents.map((intent) => ({ ...intent, terms: ['outage'] })) };
      },
    },
  });
  const drafts = ['east', 'west', ...Array.from({ length: 30 }, (_, at) => `old${at}`)].flatMap((word, at) =>
    Array.from({ length: at < 2 ? 9 : 1 }, (_, row) => ({
      externalId: `${word}-${row}`,
      body: `${word} ${row}`,
      createdAt: (today - (at < 2 ? 1 : 10 + (at % 20))) * dayMs,
    })),
  );
  const { created } = await ingestTickets(context, drafts);
  await matchTickets(context, { ticketIds: created });
  const topics = (await watchIntents(context)).filter(({ kind }) => kind === 'topic');
  expect(topics.map(({ terms }) => terms)).toEqual([['outage']]);
});

test('thousands of intents over all days of a baseline are no problem', async () => {
  const context = await openContext();
  const rows = Array.from({ length: 200_000 }, (_, at) => ({
    intentId: `i${at % 4000}` as IntentId,
    day: today - Math.floor(at / 4000),
    tickets: 1,
  }));
  const store = { ...context.store, ticketsPerIntentAndDay: async () => rows };
  expect(await watchIntents({ ...context, store }, { topics: false })).toEqual([]);
});
