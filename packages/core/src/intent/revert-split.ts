import type { Context } from '../context.ts';
import type { EventOf } from '../events.ts';
import type { IntentId, TicketId } from '../ids.ts';
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
      intentId: was?.intentId ?? intentId,
      decision: was?.decision ?? 'discovered',
      confidence: was?.confidence ?? head.confidence,
      trace: { code: 'undo', reason: 'The split was undone.', candidates: [], decidedBy: context.actor.id },
      ...(head.ticketCreatedAt === undefined ? {} : { ticketCreatedAt: head.ticketCreatedAt }),
    };
  });
  if (moved[0] !== undefined) await writeAssignments(context, transaction, moved[0].runId, back);
  const kept = await transaction.intents.get(intentId);
  if (kept !== undefined) await transaction.intents.update(kept.id, kept.version, before);
  for (const part of await transaction.intents.getMany(created)) {
    await transaction.intents.update(part.id, part.version, { status: 'merged', mergedInto: intentId });
  }
  await transaction.intentAliases.insert(created.map((id) => ({ id, version: 1, target: intentId })));
}

/** Each ticket's newest assignment to another intent than these. */
async function assignmentsBefore(
  transaction: Transaction,
  heads: readonly AssignmentHead[],
  created: ReadonlySet<IntentId>,
): Promise<ReadonlyMap<TicketId, Assignment>> {
  const newest = new Map<TicketId, Assignment>();
  for (let start = 0; start < heads.length; start += 500) {
    const ticketId = heads.slice(start, start + 500).map((head) => head.ticketId);
    for (const row of await collectAll(transaction.assignments, { where: { ticketId, role: 'primary' } })) {
      const isOther = row.intentId !== undefined && !created.has(row.intentId);
      if (isOther && row.sequence >= (newest.get(row.ticketId)?.sequence ?? 0)) newest.set(row.ticketId, row);
    }
  }
  return newest;
}
