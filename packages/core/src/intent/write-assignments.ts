import type { Context } from '../context.ts';
import type { AssignmentId, IntentId, RunId, TicketId } from '../ids.ts';
import type { Change } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import type { Assignment, AssignmentHead, AssignmentRole, Decision, DecisionTrace } from './intent.ts';

/** A decision that is to be written. */
export interface NewAssignment {
  readonly ticketId: TicketId;
  readonly role: AssignmentRole;
  readonly intentId?: IntentId;
  readonly decision: Decision;
  readonly confidence: number;
  readonly trace: DecisionTrace;
  readonly ticketCreatedAt?: number;
  /** An earlier assignment that is made again: what it replaced is replaced again. */
  readonly restores?: Pick<Assignment, 'previous'>;
  /** See {@link AssignmentHead.follows}. */
  readonly follows?: AssignmentId;
}

/**
 * Appends decisions and moves the heads, in the caller's transaction. What a person decided stays: automation's word on such a ticket is
 * dropped, unless a person's own change (an undo, say) says so with `overPerson`. Tickets that were removed meanwhile are skipped, and second
 * matters that are to be withdrawn where there is none. Gives the tickets that were written.
 */
export async function writeAssignments(
  context: Pick<Context, 'now' | 'generateId' | 'actor'>,
  transaction: Transaction,
  runId: RunId,
  decisions: readonly NewAssignment[],
  { overPerson = false }: { readonly overPerson?: boolean } = {},
): Promise<readonly TicketId[]> {
  const heads = await readHeads(transaction, runId, decisions);
  const present = new Set(
    (await transaction.tickets.getMany([...new Set(decisions.map(({ ticketId }) => ticketId))])).map(
      ({ id }) => id,
    ),
  );
  const rows: Assignment[] = [];
  const inserts: AssignmentHead[] = [];
  const changes: Change<AssignmentHead>[] = [];
  for (const decision of decisions) {
    const id = headId(runId, decision);
    const head = heads.get(id);
    if (!present.has(decision.ticketId)) continue;
    if (head?.decision === 'person' && decision.decision !== 'person' && !overPerson) continue;
    if (isEmptySecondary(decision) && head?.intentId === undefined) continue;
    const row = assignmentRow(context, runId, decision, head);
    rows.push(row);
    const state = headState(row, decision);
    if (head === undefined) inserts.push({ id, version: 1, ...state });
    else
      changes.push({
        id: head.id,
        version: head.version,
        patch: { intentId: undefined, follows: undefined, ...state },
      });
  }
  await transaction.assignments.insert(rows);
  await transaction.assignmentHeads.insert(inserts);
  await transaction.assignmentHeads.updateMany(changes);
  return rows.map((row) => row.ticketId);
}

/** Takes back what was found before as a second matter of a ticket, because its primary one was decided anew and alone. */
export function withdrawSecondary({ ticketId, trace, ticketCreatedAt }: NewAssignment): NewAssignment {
  return {
    ticketId,
    role: 'secondary',
    decision: 'unassigned',
    confidence: 0,
    trace: {
      code: 'withdrawn',
      reason: 'The ticket was decided anew, without a second matter.',
      candidates: [],
      decidedBy: trace.decidedBy,
    },
    ...(ticketCreatedAt === undefined ? {} : { ticketCreatedAt }),
  };
}

/** Whether it says that a ticket has no second matter. */
export function isEmptySecondary({ role, intentId }: Pick<NewAssignment, 'role' | 'intentId'>): boolean {
  return role === 'secondary' && intentId === undefined;
}

/** The id of the head of a ticket's role in a run. */
export function headId(
  runId: RunId,
  { ticketId, role }: { readonly ticketId: TicketId; readonly role: AssignmentRole },
): string {
  return `${runId}:${ticketId}:${role}`;
}

async function readHeads(
  transaction: Transaction,
  runId: RunId,
  decisions: readonly NewAssignment[],
): Promise<Map<string, AssignmentHead>> {
  const heads = await transaction.assignmentHeads.getMany(
    decisions.map((decision) => headId(runId, decision)),
  );
  return new Map(heads.map((head) => [head.id, head]));
}

function assignmentRow(
  context: Pick<Context, 'now' | 'generateId' | 'actor'>,
  runId: RunId,
  { ticketId, role, intentId, decision, confidence, trace, restores }: NewAssignment,
  head: AssignmentHead | undefined,
): Assignment {
  const previous = restores === undefined ? head?.assignmentId : restores.previous;
  return {
    id: context.generateId() as AssignmentId,
    ticketId,
    runId,
    role,
    sequence: (head?.sequence ?? -1) + 1,
    ...(intentId === undefined ? {} : { intentId }),
    decision,
    confidence,
    trace,
    ...(previous === undefined ? {} : { previous }),
    at: context.now(),
    actor: context.actor,
  };
}

function headState(
  row: Assignment,
  { ticketCreatedAt, follows }: NewAssignment,
): Omit<AssignmentHead, 'id' | 'version'> {
  const { ticketId, role, runId, sequence, intentId, decision, confidence } = row;
  return {
    ticketId,
    role,
    runId,
    assignmentId: row.id,
    sequence,
    ...(intentId === undefined ? {} : { intentId }),
    decision,
    confidence,
    ...(ticketCreatedAt === undefined ? {} : { ticketCreatedAt }),
    ...(follows === undefined ? {} : { follows }),
  };
}
