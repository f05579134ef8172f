import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { RunId, TicketId } from '../ids.ts';
import type { Models } from '../model/models.ts';
import type { Transaction } from '../runtime/store.ts';
import type { TicketText } from './clusterer.ts';
import { costOfCalls } from './cost-of-calls.ts';
import type { Assignment } from './intent.ts';
import { adjudicate } from './model/adjudicate.ts';
import type { NamedIntent } from './model/show-catalogue.ts';
import { readNamedIntents } from './named-intents.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { type AdjudicatedTicket, writeAdjudications } from './write-adjudications.ts';

/** How often tickets that need a new intent are asked about again because others made intents meanwhile. */
const mostTries = 3;

/** What became of the tickets of one call. */
export interface AskedAbout {
  /** Why nothing can be asked now. */
  readonly stopped?: 'over-budget' | 'model-down';
  /** Need a new intent, and others made intents each time they were asked about. */
  readonly unheard: readonly Assignment[];
}

/**
 * Lets a model decide about tickets that fit into one call, and writes what it says.
 *
 * An intent is only made when it has been compared with every other one: where others were made during the call, the tickets that need a new one are
 * asked about again with those in view, at most three times; all others are decided at once. So calls may go out side by side.
 */
export async function askAboutTickets(
  context: Context,
  models: Models,
  runId: RunId,
  batch: readonly Assignment[],
): Promise<AskedAbout> {
  const waiting = new Map(batch.map((row) => [row.ticketId, row]));
  let texts: readonly TicketText[] = await readTicketTexts(context, [...waiting.keys()]);
  for (let attempt = 1; texts.length > 0 && attempt <= mostTries; attempt += 1) {
    const shown = await readNamedIntents(context.store);
    const asked = await askModel(context, models, shown, texts, waiting).catch(stopReason);
    if (typeof asked === 'string') return { stopped: asked, unheard: [] };
    if (models.isDryRun === true) return { unheard: [] };
    const again = await writeAdjudications(context, { runId, shown, ...asked });
    texts = texts.filter(({ ticketId }) => again.has(ticketId));
  }
  const unheard = new Set<TicketId>(texts.map(({ ticketId }) => ticketId));
  return { unheard: batch.filter(({ ticketId }) => unheard.has(ticketId)) };
}

/** Has a model asked about tickets, after a while. */
export function requestModelsWord(
  context: Context,
  transaction: Transaction,
  runId: RunId,
  waiting: readonly Assignment[],
  waitMs: number,
): Promise<void> {
  const ticketIds = waiting.map(({ ticketId }) => ticketId);
  return context.commit(transaction, [{ type: 'tickets-undecided', runId, ticketIds, waitMs }]);
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
