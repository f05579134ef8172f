import type { TicketAI } from '@ticket-ai/core';

/** Model calls and what they cost. */
export interface ModelSpend {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

/** What all model calls of the workspace cost together, or those of one run. */
export async function readSpend(desk: TicketAI, runId?: string): Promise<ModelSpend> {
  const { total, runs } = await desk.usage();
  const nothing: ModelSpend = { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
  const spent = runId === undefined ? total : (runs.find((run) => run.runId === runId) ?? nothing);
  const { calls, inputTokens, outputTokens, costUsd } = spent;
  return { calls, inputTokens, outputTokens, costUsd };
}
