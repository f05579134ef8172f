import { findAll } from '@ticket-ai/core';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { addCall, type ModelSpend, noSpend } from '../model-usage.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatCount, formatUsd } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';

/** `ticket-ai usage` */
export const usage = defineCommand({
  summary: 'Show model calls, tokens and cost, by purpose',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      let total = noSpend;
      const purposes = new Map<string, ModelSpend>();
      for await (const call of findAll((await desk.store()).modelCalls)) {
        total = addCall(total, call);
        purposes.set(call.purpose, addCall(purposes.get(call.purpose) ?? noSpend, call));
      }
      if (args.json === true)
        return terminal.out(JSON.stringify({ version: 1, ...total, purposes: Object.fromEntries(purposes) }));
      if (total.calls === 0)
        return terminal.out(
          'No model was called: 0 calls, 0 tokens, 0.00 USD. Everything ran on this machine.',
        );
      const row = (name: string, { calls, inputTokens, outputTokens, costUsd }: ModelSpend) => [
        name,
        formatCount(calls),
        formatCount(inputTokens),
        formatCount(outputTokens),
        formatUsd(costUsd),
      ];
      const number = (title: string) => ({ title, align: 'right' as const });
      terminal.out(
        renderTable(
          [{ title: 'Purpose' }, number('Calls'), number('Tokens in'), number('Tokens out'), number('Cost')],
          [...[...purposes].map(([name, spend]) => row(name, spend)), row('total', total)],
          { width: terminal.width },
        ),
      );
    }),
});
