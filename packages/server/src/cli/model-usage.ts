import type { TicketAI } from '@ticket-ai/core';

/** Model calls and what they cost. */
export interface ModelSpend {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

/** What all model calls of the workspace cost together. */
export async function readSpend(desk: TicketAI): Promise<ModelSpend> {
  const { calls, inputTokens, outputTokens, costUsd } = (await desk.usage()).total;
  return { calls, inputTokens, outputTokens, costUsd };
}
