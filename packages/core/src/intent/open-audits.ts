import type { Context } from '../context.ts';
import type { IntentId, TicketId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import { activeRunOf } from './active-run.ts';
import type { AssignmentHead } from './intent.ts';

/** A match that was picked by chance, so that somebody says whether it is right. */
export interface OpenAudit {
  readonly ticketId: TicketId;
  /** As it was matched. */
  readonly intentId: IntentId;
  readonly score: number;
  /** For how many matches the answer counts. */
  readonly standsFor: number;
  readonly at: number;
}

const batchSize = 500;

/**
 * The audits that nobody has answered, oldest first. Their order says nothing of how likely they are wrong: whoever answers only the first ones still
 * answers a fair sample.
 */
export async function openAudits({ store }: Pick<Context, 'store'>): Promise<readonly OpenAudit[]> {
  const runId = await activeRunOf(store);
  if (runId === undefined) return [];
  const open: OpenAudit[] = [];
  let heads: AssignmentHead[] = [];
  const where = { runId, role: 'primary', decision: 'matched' } as const;
  for await (const head of findAll(store.assignmentHeads, { where })) {
    heads.push(head);
    if (heads.length < batchSize) continue;
    open.push(...(await unanswered({ store }, heads)));
    heads = [];
  }
  open.push(...(await unanswered({ store }, heads)));
  return open.sort((a, b) => a.at - b.at || (a.ticketId < b.ticketId ? -1 : 1));
}

async function unanswered(
  { store }: Pick<Context, 'store'>,
  heads: readonly AssignmentHead[],
): Promise<readonly OpenAudit[]> {
  const rows = await store.assignments.getMany(heads.map(({ assignmentId }) => assignmentId));
  const picked = rows.filter(({ trace }) => trace.audit !== undefined);
  if (picked.length === 0) return [];
  const ticketId = picked.map((row) => row.ticketId);
  const judged = new Set(
    (await collectAll(store.judgements, { where: { ticketId } })).map((judgement) => judgement.ticketId),
  );
  return picked.flatMap(({ ticketId, intentId, confidence, trace, at }) =>
    intentId === undefined || judged.has(ticketId)
      ? []
      : [{ ticketId, intentId, score: confidence, standsFor: 1 / (trace.audit ?? 1), at }],
  );
}
