import type { ModelSpending } from '@ticket-ai/core';
import { formatCount, formatUsd, plural } from './numbers.ts';

/** What a dry run found, in words. @param model what is plugged in; absent: nothing */
export function describeDryRun(planned: ModelSpending, model: string | undefined): string {
  if (model === undefined)
    return 'No model is plugged in: the run asks nobody, sends nothing and costs nothing. TICKET_AI_MODEL_URL plugs one in.';
  const { calls, inputTokens, outputTokens, costUsd } = planned;
  if (calls === 0) return `Nothing would be asked of ${model}: all its replies are there already.`;
  const money = costUsd === 0 ? 'no price is set, so no money is counted' : `at most ${formatUsd(costUsd)}`;
  return [
    `Would ask ${model}: about ${plural(calls, 'call')}, ${formatCount(inputTokens)} tokens in, at most ${formatCount(outputTokens)} out; ${money}.`,
    'Questions that follow from replies, and repairs, come on top. Nothing was sent, nothing was stored.',
  ].join('\n');
}
