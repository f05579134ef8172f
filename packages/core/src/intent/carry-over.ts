import type { IntentId, RunId } from '../ids.ts';
import { findAll } from '../record.ts';
import type { WorkspaceRecords } from './active-run.ts';
import type { AssignmentHead } from './intent.ts';
import { headId, isEmptySecondary, type NewAssignment } from './write-assignments.ts';

/** From one run to another. */
export interface Passage {
  readonly from: RunId;
  readonly to: RunId;
  /** Whether the run that is left knows something of a ticket that the other one must take over. */
  isBehind(left: AssignmentHead, other: AssignmentHead | undefined): boolean;
  /** What an intent of the run that is left is in the other one; `undefined`: nothing. */
  translate(intentId: IntentId): IntentId | undefined;
}

/** To a candidate: what was decided since it looked. */
export function decidedSince(left: AssignmentHead, candidate: AssignmentHead | undefined): boolean {
  return candidate?.follows !== left.assignmentId;
}

/** Back to an earlier run: tickets that it does not know, what people decided or took back, and second matters that went with it. */
export function unknownBefore(left: AssignmentHead, earlier: AssignmentHead | undefined): boolean {
  if (earlier === undefined || isEmptySecondary(left)) return true;
  const byPerson = [left, earlier].filter(({ decision }) => decision === 'person').length;
  return byPerson === 1 || (byPerson === 2 && left.intentId !== earlier.intentId);
}

/** Who decided what was taken over from a run that was left, in its trace. */
export const carryOverName = 'carry-over';

/** Takes over what the run that is left knows better, page by page; a second pass finds only what came after the first. */
export async function carryOver(
  records: Pick<WorkspaceRecords, 'assignmentHeads'>,
  passage: Passage,
  write: (decisions: readonly NewAssignment[]) => Promise<unknown>,
): Promise<void> {
  let batch: AssignmentHead[] = [];
  const flush = async () => {
    const others = await records.assignmentHeads.getMany(batch.map((head) => headId(passage.to, head)));
    const byId = new Map(others.map((head) => [head.id, head]));
    const behind = batch.filter((head) => passage.isBehind(head, byId.get(headId(passage.to, head))));
    batch = [];
    if (behind.length === 0) return;
    await write(behind.map((head) => carried(head, passage)));
  };
  for await (const head of findAll(records.assignmentHeads, { where: { runId: passage.from } })) {
    batch.push(head);
    if (batch.length === batchSize) await flush();
  }
  await flush();
}

const batchSize = 500;

function carried(head: AssignmentHead, { translate }: Passage): NewAssignment {
  const { ticketId, role, decision, confidence, ticketCreatedAt, assignmentId } = head;
  const intentId = head.intentId === undefined ? undefined : translate(head.intentId);
  const isLost = head.intentId !== undefined && intentId === undefined;
  return {
    ticketId,
    role,
    ...(intentId === undefined ? {} : { intentId }),
    decision: isLost ? 'unassigned' : decision,
    confidence: isLost ? 0 : confidence,
    trace: {
      code: isLost ? 'intent-gone' : 'carried-over',
      reason: isLost
        ? 'Its intent does not exist in the run that holds now; it is matched anew.'
        : 'Decided before the run that holds now took over; it stays.',
      candidates: [],
      decidedBy: carryOverName,
    },
    ...(ticketCreatedAt === undefined ? {} : { ticketCreatedAt }),
    follows: assignmentId,
  };
}
