import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { IntentId, TicketId } from '../ids.ts';
import type { Transaction } from '../runtime/store.ts';
import type { AssignmentHead } from './intent.ts';
import { resolveIntent } from './resolve-intent.ts';
import { headId, type NewAssignment, withdrawSecondary, writeAssignments } from './write-assignments.ts';

/** STAGE. A person says what a ticket is about, or (no intent) that none fits; a second matter that was found before goes. It stands above every run, and teaches the matcher. */
export async function moveTicket(
  context: Context,
  {
    ticketId,
    intentId,
    reason,
  }: { readonly ticketId: TicketId; readonly intentId?: IntentId; readonly reason?: string },
): Promise<AssignmentHead> {
  return context.transaction(
    async (transaction) => {
      const ticket = await transaction.tickets.get(ticketId);
      if (ticket === undefined)
        throw new TicketAIError('not-found', {
          message: `There is no ticket ${ticketId}.`,
          context: { ticketId },
        });
      const { activeRunId } = transaction.workspace;
      if (activeRunId === undefined) {
        throw new TicketAIError('invalid-transition', {
          message: 'There are no intents yet. Run a discovery first (`ticket-ai cluster`).',
        });
      }
      const id = headId(activeRunId, { ticketId, role: 'primary' });
      const intent = intentId === undefined ? undefined : await resolveIntent(transaction, intentId);
      const before = await transaction.assignmentHeads.get(id);
      const to = intent === undefined ? {} : { intentId: intent.id };
      const second = await transaction.assignmentHeads.get(
        headId(activeRunId, { ticketId, role: 'secondary' }),
      );
      const primary: NewAssignment = {
        ticketId,
        role: 'primary',
        ...to,
        decision: 'person',
        confidence: 1,
        trace: {
          code: 'person',
          reason: `Decided by ${context.actor.id}.`,
          candidates: [],
          decidedBy: context.actor.id,
        },
        ...(ticket.createdAt === undefined ? {} : { ticketCreatedAt: ticket.createdAt }),
      };
      await writeAssignments(context, transaction, activeRunId, [primary, withdrawSecondary(primary)]);
      await transaction.judgements.insert([
        {
          id: context.generateId(),
          ticketId,
          ...(before?.intentId === undefined ? {} : { proposed: before.intentId }),
          ...(intent === undefined ? {} : { decided: intent.id }),
          weight: await auditWeight(transaction, before),
          at: context.now(),
          actor: context.actor,
        },
      ]);
      await context.commit(transaction, [
        {
          type: 'ticket-moved',
          ticketId,
          ...(before?.intentId === undefined ? {} : { from: before.intentId }),
          ...(intent === undefined ? {} : { to: intent.id }),
          ...(before === undefined ? {} : { before: before.assignmentId }),
          ...(second?.intentId === undefined ? {} : { withdrawn: second.assignmentId }),
          ...(reason === undefined ? {} : { reason }),
        },
      ]);
      const head = await transaction.assignmentHeads.get(id);
      if (head === undefined)
        throw new TicketAIError('not-found', { message: `Ticket ${ticketId} has no assignment.` });
      return head;
    },
    { final: true },
  );
}

/** What an audit's answer counts; 0 for a ticket that somebody came across. */
async function auditWeight(transaction: Transaction, head: AssignmentHead | undefined): Promise<number> {
  const row = head === undefined ? undefined : await transaction.assignments.get(head.assignmentId);
  return row?.trace.audit === undefined ? 0 : 1 / row.trace.audit;
}
