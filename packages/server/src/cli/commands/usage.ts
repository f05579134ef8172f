import type { ModelSpending, TicketAI, Usage } from '@ticket-ai/core';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatCount, formatUsd } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';

const groupings = ['purpose', 'model', 'day', 'run', 'intent'] as const;
type Grouping = (typeof groupings)[number];

/** `ticket-ai usage` */
export const usage = defineCommand({
  summary: 'Show model calls, tokens and cost, by purpose, model, day, run or intent',
  details:
    'An intent pays its share of the calls that read its tickets. Days are those of the time zone (TICKET_AI_TIME_ZONE).',
  args: {
    by: { type: 'enum', options: [...groupings], description: 'What to add up by (default purpose)' },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: ['ticket-ai usage', 'ticket-ai usage --by day'],
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const spent = await desk.usage();
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, ...spent }));
      if (spent.total.calls === 0)
        return terminal.out(
          'No model was called: 0 calls, 0 tokens, 0.00 USD. Everything ran on this machine.',
        );
      const by = (args.by ?? 'purpose') as Grouping;
      const number = (title: string) => ({ title, align: 'right' as const });
      terminal.out(
        renderTable(
          [
            { title: by.charAt(0).toUpperCase() + by.slice(1) },
            number('Calls'),
            number('Tokens in'),
            number('of them cached'),
            number('Tokens out'),
            number('Cost'),
          ],
          [...(await rowsBy(desk, spent, by)), rowOf('total', spent.total)],
          { width: terminal.width },
        ),
      );
    }),
});

async function rowsBy(desk: TicketAI, spent: Usage, by: Grouping): Promise<string[][]> {
  switch (by) {
    case 'model':
      return spent.models.map(({ model, ...sum }) => rowOf(model, sum));
    case 'day':
      return spent.days.map(({ day, ...sum }) => rowOf(day, sum));
    case 'run':
      return spent.runs.map(({ runId, ...sum }) => rowOf(runId, sum));
    case 'intent': {
      const { intents } = await desk.store();
      const names = new Map(
        (await intents.getMany(spent.intents.map(({ intentId }) => intentId))).map(({ id, name }) => [
          id,
          name,
        ]),
      );
      return spent.intents.map(({ intentId, ...sum }) => rowOf(names.get(intentId) ?? intentId, sum));
    }
    default:
      return spent.purposes.map(({ purpose, ...sum }) => rowOf(purpose, sum));
  }
}

function rowOf(name: string, sum: ModelSpending): string[] {
  const { calls, inputTokens, cachedInputTokens, outputTokens, costUsd } = sum;
  const counts = [calls, inputTokens, cachedInputTokens, outputTokens].map((count) =>
    formatCount(Math.round(count)),
  );
  return [name, ...counts, formatUsd(costUsd)];
}
