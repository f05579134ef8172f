import { findAll, type TicketAI } from '@ticket-ai/core';

/** Model calls and what they cost. */
export interface ModelSpend {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

/** Nothing spent. */
export const noSpend: ModelSpend = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };

/** Adds one call. */
export function addCall(spend: ModelSpend, call: Omit<ModelSpend, 'calls'>): ModelSpend {
  return {
    calls: spend.calls + 1,
    inputTokens: spend.inputTokens + call.inputTokens,
    outputTokens: spend.outputTokens + call.outputTokens,
    costUsd: spend.costUsd + call.costUsd,
  };
}

/** What all model calls of the workspace cost together. */
export async function readSpend(desk: TicketAI): Promise<ModelSpend> {
  let spend = noSpend;
  for await (const call of findAll((await desk.store()).modelCalls)) spend = addCall(spend, call);
  return spend;
}
