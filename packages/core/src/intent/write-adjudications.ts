import type { Context } from '../context.ts';
import type { IntentId, RunId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { tokenise } from '../text/tokenise.ts';
import type { TicketText } from './clusterer.ts';
import { erasedAmong } from './erased-meanwhile.ts';
import { exemplarChanges } from './grow-exemplars.ts';
import type { Assignment, Intent, Judgement } from './intent.ts';
import type { Adjudication } from './model/adjudicate.ts';
import type { NewIntent } from './model/new-intents.ts';
import type { NamedIntent } from './model/show-catalogue.ts';
import { newIntent } from './new-intent.ts';
import { resolveIntent } from './resolve-intent.ts';
import { settledTickets } from './settled-tickets.ts';
import { type NewAssignment, withdrawSecondary, writeAssignments } from './write-assignments.ts';

/** What a model decided about one ticket, and what was known of it before. */
export interface AdjudicatedTicket {
  readonly decision: Adjudication<IntentId> & { readonly ticketId: TicketId };
  readonly text: TicketText;
  /** The decision that left it waiting. */
  readonly before: Assignment;
  readonly costUsd: number;
}

/** The outcome of one call. */
export interface AdjudicationBatch {
  readonly runId: RunId;
  /** What the model was shown. */
  readonly shown: readonly NamedIntent[];
  readonly tickets: readonly AdjudicatedTicket[];
  readonly newIntents: readonly NewIntent<IntentId>[];
  readonly decidedBy: { readonly model: string; readonly prompt: string };
}

/**
 * Writes what a model decided, in one transaction: assignments, new intents, exemplars, judgements. Gives the tickets to ask about again: those that
 * need a new intent while others made intents that the model was not shown.
 */
export async function writeAdjudications(
  context: Context,
  batch: AdjudicationBatch,
): Promise<ReadonlySet<TicketId>> {
  return context.transaction(async (transaction) => {
    const { workspace } = transaction;
    if (workspace.activeRunId !== batch.runId) return new Set();
    const settled = await settledTickets(
      transaction,
      batch.tickets.map(({ text }) => text.ticketId),
    );
    const open = batch.tickets.filter(({ text }) => !settled.has(text.ticketId));
    const active = await collectAll(transaction.intents, { where: { status: 'active' } });
    const shown = new Set(batch.shown.map(({ intentId }) => intentId));
    const isStale = active.some(({ id }) => !shown.has(id));
    const again = isStale ? open.filter(({ decision }) => decision.kind === 'new') : [];
    const sure = open.filter((ticket) => !again.includes(ticket));
    const created = makeIntents(context, batch, sure, active);
    await transaction.intents.insert([...created.values()]);
    const chosen = new Map<TicketId, Intent>();
    for (const { decision } of sure) {
      if (decision.kind === 'match')
        chosen.set(decision.ticketId, await resolveIntent(transaction, decision.intentId));
      const made = decision.kind === 'new' ? created.get(decision.key) : undefined;
      if (made !== undefined) chosen.set(decision.ticketId, made);
    }
    const decided = sure.flatMap((ticket) => assignmentsOf(ticket, chosen.get(ticket.text.ticketId), batch));
    const written = await writeAssignments(context, transaction, batch.runId, decided);
    const counted = sure.filter(({ decision }) => decision.kind !== 'abstain');
    await transaction.judgements.insert(
      counted.map((ticket) => judgementOf(context, ticket, chosen.get(ticket.text.ticketId), batch)),
    );
    const grown = await growExemplars(transaction, counted, chosen, created);
    if (created.size > 0 || grown)
      await transaction.updateWorkspace({ catalogueVersion: workspace.catalogueVersion + 1 });
    if (written.length > 0) {
      const made = [...created.values()].map(({ id }) => id);
      const erasedIds = await erasedAmong(transaction, [...chosen.keys()]);
      await context.commit(transaction, [
        {
          type: 'tickets-adjudicated',
          runId: batch.runId,
          ticketIds: [...new Set(written)],
          created: made,
          ...(erasedIds.length === 0 ? {} : { erasedIds }),
        },
      ]);
    }
    return new Set(again.map(({ text }) => text.ticketId));
  });
}

/** Notes why tickets stay without a model's word; what they were matched to before (an audit) stays. */
export async function leaveProvisional(
  context: Context,
  runId: RunId,
  waiting: readonly Assignment[],
  code: 'over-budget' | 'model-down',
): Promise<void> {
  const news = waiting.filter(({ trace }) => trace.code !== code);
  if (news.length === 0) return;
  await context.transaction(async (transaction) => {
    const settled = await settledTickets(
      transaction,
      news.map(({ ticketId }) => ticketId),
    );
    const open = news.filter(({ ticketId }) => !settled.has(ticketId));
    if (transaction.workspace.activeRunId === runId)
      await writeAssignments(
        context,
        transaction,
        runId,
        open.map((before) => stay(before, code)),
      );
  });
}

function stay(
  { ticketId, role, intentId, confidence, trace }: Assignment,
  code: 'over-budget' | 'model-down',
): NewAssignment {
  return {
    ticketId,
    role,
    ...(intentId === undefined ? {} : { intentId }),
    decision: 'provisional',
    confidence,
    trace: { ...trace, code },
  };
}

/** An intent per proposal that a ticket needs. */
function makeIntents(
  context: Context,
  { runId, newIntents }: AdjudicationBatch,
  tickets: readonly AdjudicatedTicket[],
  active: readonly Intent[],
): ReadonlyMap<string, Intent> {
  const taken = new Set(active.map(({ nameKey }) => nameKey));
  const made = new Map<string, Intent>();
  for (const { key, name, description } of newIntents) {
    const own = tickets.filter(({ decision }) => decision.kind === 'new' && decision.key === key);
    if (own.length === 0) continue;
    const members = own.map(({ text }) => ({ ticketId: text.ticketId, confidence: 1 }));
    const terms = [...new Set(tokenise(name, { stemmed: false, withoutStopWords: true }))];
    const proposal = { name, nameSource: 'model', description, terms, members } as const;
    made.set(key, newIntent(context, { id: runId }, proposal, taken));
  }
  return made;
}

function assignmentsOf(
  { decision, text, before, costUsd }: AdjudicatedTicket,
  intent: Intent | undefined,
  { shown, decidedBy }: AdjudicationBatch,
): NewAssignment[] {
  const { ticketId, createdAt } = text;
  const { candidates, neighbours, audit, threshold, certified } = before.trace;
  const common = {
    ticketId,
    ...(createdAt === undefined ? {} : { ticketCreatedAt: createdAt }),
  };
  const trace = {
    candidates,
    ...(neighbours === undefined ? {} : { neighbours }),
    ...(audit === undefined ? {} : { audit }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(certified === undefined ? {} : { certified }),
    decidedBy: `${decidedBy.model}, ${decidedBy.prompt}`,
    costUsd,
  };
  if (intent === undefined) {
    const code = decision.kind === 'abstain' ? 'abstained' : 'none-fits';
    const reason =
      decision.kind === 'abstain'
        ? `The model gave no answer that could be used: ${decision.reason}.`
        : 'The model found nothing that the ticket asks for.';
    const none: NewAssignment = {
      ...common,
      role: 'primary',
      decision: 'unassigned',
      confidence: 0,
      trace: { ...trace, code, reason },
    };
    return [none, withdrawSecondary(none)];
  }
  const among =
    decision.kind === 'new'
      ? `made a new intent: none of ${shown.length} fits`
      : `chose it among ${shown.length}`;
  const primary: NewAssignment = {
    ...common,
    role: 'primary',
    intentId: intent.id,
    decision: 'matched',
    confidence: 1,
    trace: { ...trace, code: 'model', reason: `The model ${among}. ${before.trace.reason}` },
  };
  if (decision.kind !== 'match' || decision.secondaryIntentId === undefined)
    return [primary, withdrawSecondary(primary)];
  return [
    primary,
    {
      ...common,
      role: 'secondary',
      intentId: decision.secondaryIntentId,
      decision: 'matched',
      confidence: 1,
      trace: { ...trace, code: 'model', reason: 'The model found a second matter.' },
    },
  ];
}

function judgementOf(
  context: Context,
  { text, before }: AdjudicatedTicket,
  decided: Intent | undefined,
  { decidedBy }: AdjudicationBatch,
): Judgement {
  const proposed = before.trace.candidates[0]?.intentId;
  return {
    id: context.generateId(),
    ticketId: text.ticketId,
    ...(proposed === undefined ? {} : { proposed }),
    ...(decided === undefined ? {} : { decided: decided.id }),
    weight: 1 / (before.trace.audit ?? 1),
    at: context.now(),
    actor: { kind: 'model', id: decidedBy.model },
  };
}

/** What a model placed shows what its intent means; new intents have their tickets already. Gives whether any intent changed. */
async function growExemplars(
  transaction: Transaction,
  tickets: readonly AdjudicatedTicket[],
  chosen: ReadonlyMap<TicketId, Intent>,
  created: ReadonlyMap<string, Intent>,
): Promise<boolean> {
  const fresh = new Set([...created.values()].map(({ id }) => id));
  const placed = tickets.flatMap(({ text, before }) => {
    const intent = chosen.get(text.ticketId);
    if (intent === undefined || fresh.has(intent.id)) return [];
    const isSurprise = before.trace.candidates[0]?.intentId !== intent.id;
    return [{ intent, ticketId: text.ticketId, isSurprise }];
  });
  const changes = exemplarChanges(placed);
  await transaction.intents.updateMany(changes);
  return changes.length > 0;
}
