import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { RunId } from '../ids.ts';
import type { Models } from '../model/models.ts';
import type { TicketText } from './clusterer.ts';
import { costOfCalls } from './cost-of-calls.ts';
import type { Assignment } from './intent.ts';
import { adjudicate, ticketsPerCall } from './model/adjudicate.ts';
import type { NamedIntent } from './model/show-catalogue.ts';
import { readNamedIntents } from './named-intents.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { undecidedTickets } from './waiting-tickets.ts';
import { type AdjudicatedTicket, leaveProvisional, writeAdjudications } from './write-adjudications.ts';

/** How often tickets that need a new intent are asked about again because others made intents meanwhile. */
const mostTries = 3;

/**
 * STAGE. Lets a model decide about the tickets that matching left to it, many in one call, those that lie near each other together. Its word is a
 * judgement: it teaches the matcher and certifies its threshold.
 *
 * An intent is only made when it has been compared with every other one: where others were made during the call, the tickets that need a new one are
 * asked about again with those in view, at most three times. A budget that is spent, or a model that is down, leaves tickets provisional; the
 * next time this stage runs it goes on with them.
 */
export async function adjudicateTickets(
  context: Context,
  { runId, onlyFull = false }: { readonly runId: RunId; readonly onlyFull?: boolean },
): Promise<void> {
  const { models } = context;
  const all = models === undefined ? [] : byCandidate(await undecidedTickets(context.store, runId));
  const waiting = onlyFull ? all.slice(0, all.length - (all.length % ticketsPerCall)) : all;
  for (let from = 0; models !== undefined && from < waiting.length; from += ticketsPerCall) {
    const batch = waiting.slice(from, from + ticketsPerCall);
    const stopped = await adjudicateBatch(context, models, runId, batch);
    if (stopped === undefined) continue;
    await leaveProvisional(context, runId, waiting.slice(from), stopped);
    break;
  }
  await context.transaction(async () => undefined, { final: true });
}

/** STAGE. Asks for the model's word about tickets that still wait for it. Nothing happens when none do. */
export async function resumeAdjudication(context: Context): Promise<void> {
  const { activeRunId: runId } = await context.store.workspace();
  if (runId === undefined || context.models === undefined) return;
  const waiting = await undecidedTickets(context.store, runId);
  if (waiting.length === 0) return;
  const ticketIds = waiting.map(({ ticketId }) => ticketId);
  await context.transaction(
    (transaction) =>
      context.commit(transaction, [{ type: 'tickets-undecided', runId, ticketIds, waitMs: 0 }]),
    { final: true },
  );
}

/** Likely duplicates meet in one call: otherwise each call would make the same new intent. */
function byCandidate(waiting: readonly Assignment[]): readonly Assignment[] {
  const key = ({ trace, ticketId }: Assignment) => `${trace.candidates[0]?.intentId ?? '~'} ${ticketId}`;
  return waiting.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Gives why it has to stop: the budget, or the model. */
async function adjudicateBatch(
  context: Context,
  models: Models,
  runId: RunId,
  batch: readonly Assignment[],
): Promise<'over-budget' | 'model-down' | undefined> {
  const waiting = new Map(batch.map((row) => [row.ticketId, row]));
  let texts: readonly TicketText[] = await readTicketTexts(context, [...waiting.keys()]);
  for (let attempt = 1; texts.length > 0; attempt += 1) {
    const shown = await readNamedIntents(context.store);
    const asked = await askModel(context, models, shown, texts, waiting).catch(stopReason);
    if (typeof asked === 'string') return asked;
    const again = await writeAdjudications(context, {
      runId,
      shown,
      ...asked,
      isLast: attempt === mostTries,
    });
    texts = texts.filter(({ ticketId }) => again.has(ticketId));
  }
  return undefined;
}

async function askModel(
  context: Context,
  models: Models,
  shown: readonly NamedIntent[],
  texts: readonly TicketText[],
  waiting: ReadonlyMap<string, Assignment>,
) {
  const started = context.now();
  const isShown = new Set(shown.map(({ intentId }) => intentId));
  const { decisions, newIntents, prompt } = await adjudicate({
    models,
    catalogue: shown,
    tickets: texts.map((text) => ({
      ...text,
      hints: (waiting.get(text.ticketId)?.trace.candidates ?? [])
        .map(({ intentId }) => intentId)
        .filter((intentId) => isShown.has(intentId)),
    })),
    ...(context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal }),
  });
  const costUsd = await costOfCalls(context.store, started, texts.length, decisions[0]?.ticketId);
  const tickets = decisions.flatMap((decision, position): AdjudicatedTicket[] => {
    const [text, before] = [texts[position], waiting.get(decision.ticketId)];
    return text === undefined || before === undefined ? [] : [{ decision, text, before, costUsd }];
  });
  return { tickets, newIntents, decidedBy: { model: models.name, prompt } };
}

function stopReason(error: unknown): 'over-budget' | 'model-down' {
  if (TicketAIError.is(error, 'budget-exhausted')) return 'over-budget';
  if (TicketAIError.is(error, 'model-failed')) return 'model-down';
  throw error;
}
