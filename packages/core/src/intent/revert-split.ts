import type { Context } from '../context.ts';
import type { EventOf } from '../events.ts';
import type { AssignmentId, IntentId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { inActiveRun } from './active-run.ts';
import type { Assignment, AssignmentHead } from './intent.ts';
import { type NewAssignment, writeAssignments } from './write-assignments.ts';

/** Tickets go back to what they were before, by new assignments; the parts' ids become aliases, so links to them still lead somewhere. */
export async function revertSplit(
  context: Context,
  transaction: Transaction,
  { intentId, created, before }: EventOf<'intent-split'>,
): Promise<void> {
  const heads = await collectAll(transaction.assignmentHeads, {
    where: { ...(await inActiveRun(transaction)), intentId: created, role: 'primary' },
  });
  const moved = heads.filter(({ decision }) => decision !== 'person');
  const earlier = await assignmentsBefore(transaction, moved, new Set(created));
  const back = moved.map((head): NewAssignment => {
    const was = earlier.get(head.ticketId);
    return {
      ticketId: head.ticketId,
      role: 'primary',
      ...(was === undefined ? { intentId } : was.intentId === undefined ? {} : { intentId: was.intentId }),
      decision: was?.decision ?? head.decision,
      confidence: was?.confidence ?? head.confidence,
      trace: { code: 'undo', reason: 'The split was undone.', candidates: [], decidedBy: context.actor.id },
      ...(was === undefined ? {} : { restores: was }),
      ...(head.ticketCreatedAt === undefined ? {} : { ticketCreatedAt: head.ticketCreatedAt }),
    };
  });
  if (moved[0] !== undefined) await writeAssignments(context, transaction, moved[0].runId, back);
  const kept = await transaction.intents.get(intentId);
  if (kept !== undefined) await transaction.intents.update(kept.id, kept.version, before);
  for (const part of await transaction.intents.getMany(created)) {
    await transaction.intents.update(part.id, part.version, {
      status: 'merged',
      mergedInto: intentId,
      categoryId: undefined,
    });
  }
  await transaction.intentAliases.insert(created.map((id) => ({ id, version: 1, target: intentId })));
}

/** What the split replaced, ticket by ticket: the chain of replaced assignments is followed to the first with another intent than these. */
async function assignmentsBefore(
  transaction: Transaction,
  heads: readonly AssignmentHead[],
  created: ReadonlySet<IntentId>,
): Promise<ReadonlyMap<TicketId, Assignment>> {
  const found = new Map<TicketId, Assignment>();
  let ids: readonly AssignmentId[] = heads.map(({ assignmentId }) => assignmentId);
  while (ids.length > 0) {
    const rows = await transaction.assignments.getMany(ids);
    const inParts = rows.filter(({ intentId }) => intentId !== undefined && created.has(intentId));
    const parts = new Set(inParts);
    for (const row of rows) if (!parts.has(row)) found.set(row.ticketId, row);
    ids = inParts.flatMap(({ previous }) => previous ?? []);
  }
  return found;
}
