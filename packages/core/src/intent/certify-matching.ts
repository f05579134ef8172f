import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { TicketId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import { resolveAliases } from '../runtime/resolve-aliases.ts';
import { readCatalogue } from './catalogue.ts';
import type { Catalogue, JudgedTicket } from './clusterer.ts';
import type { ClustererState, Judgement } from './intent.ts';
import { readTicketTexts } from './read-ticket-texts.ts';
import { certifyThreshold, type ScoredJudgement } from './risk-control.ts';

/** Judgements that count, the newest. */
const mostJudgements = 2000;

/**
 * STAGE. Learns from what people and models have judged, and works out from which score on matches can be trusted. Judgements are scored as the
 * matcher would score their tickets today, by weights learned without them (two halves, each scored by what the other taught). What it writes can be
 * worked out again from the judgements; where somebody else wrote at the same moment, theirs stays.
 */
export async function certifyMatching(context: Context): Promise<void> {
  const { name } = context.clusterer;
  const before = await context.store.clustererStates.get(name);
  const judgements = await context.store.judgements.count();
  if (isRecent(context, before, judgements)) return finish(context);
  const catalogue = await readCatalogue(context);
  const judged = await readJudged(context, catalogue);
  const scored = judged.length === 0 ? [] : await scoreCrosswise(context, catalogue, judged);
  const certificate = certifyThreshold(scored, { targetError: context.matching.targetError });
  const state = await learn(context, catalogue, judged);
  const learned: Omit<ClustererState, 'id' | 'version'> = {
    catalogueVersion: catalogue.version,
    certificate,
    judgements,
    at: context.now(),
    ...(state === undefined ? {} : { state }),
  };
  const write = () =>
    context.transaction(
      async (transaction) => {
        if (before === undefined)
          await transaction.clustererStates.insert([{ id: name, version: 1, ...learned }]);
        else await transaction.clustererStates.update(name, before.version, { state: undefined, ...learned });
        if (before?.certificate?.threshold !== certificate.threshold)
          await context.commit(transaction, [
            {
              type: 'matching-certified',
              ...(certificate.threshold === undefined ? {} : { threshold: certificate.threshold }),
              targetError: certificate.targetError,
            },
          ]);
      },
      { final: true },
    );
  await write().catch(async (error: unknown) => {
    if (!TicketAIError.is(error, 'conflict')) throw error;
    await finish(context);
  });
}

/** A few more judgements change little; learning from thousands takes seconds. */
const fewestNew = 8;
const smallestGrowth = 0.03;

function isRecent({ matching }: Context, learned: ClustererState | undefined, judgements: number): boolean {
  if (learned?.certificate?.targetError !== matching.targetError) return false;
  const added = judgements - (learned.judgements ?? 0);
  return added < Math.max(fewestNew, Math.min(mostJudgements, judgements) * smallestGrowth);
}

/** Nothing to write but that the job is done. */
async function finish(context: Context): Promise<void> {
  await context.transaction(async () => undefined, { final: true });
}

interface WeighedTicket extends JudgedTicket {
  readonly weight: number;
}

/**
 * What was last said of each of the tickets judged last, oldest first. A ticket that was once picked by chance keeps the weight of its pick,
 * whoever corrects it later: what is found wrong among the audited must count as an error. Intents that are gone judge nothing.
 */
async function readJudged(context: Context, catalogue: Catalogue): Promise<WeighedTicket[]> {
  const resolve = resolveAliases(await collectAll(context.store.intentAliases));
  const known = new Set(catalogue.intents.map(({ intentId }) => intentId));
  const latest = new Map<TicketId, Judgement>();
  const newestFirst = findAll(context.store.judgements, {
    orderBy: { field: 'at', direction: 'descending' },
  });
  for await (const judgement of newestFirst) {
    if (!latest.has(judgement.ticketId)) latest.set(judgement.ticketId, judgement);
    if (latest.size === mostJudgements) break;
  }
  const weights = await readWeights(context, [...latest.keys()]);
  const texts = await readTicketTexts(context, [...latest.keys()].reverse());
  return texts.flatMap((ticket) => {
    const judgement = latest.get(ticket.ticketId);
    if (judgement === undefined || ticket.text === '') return [];
    const { decided } = judgement;
    const weight = weights.get(ticket.ticketId) ?? 0;
    if (decided === undefined) return [{ ticket, weight }];
    const intentId = resolve(decided);
    return known.has(intentId) ? [{ ticket, weight, intentId }] : [];
  });
}

/** The greatest weight of any judgement of each ticket. */
async function readWeights(
  { store }: Context,
  ticketIds: readonly TicketId[],
): Promise<ReadonlyMap<TicketId, number>> {
  const weights = new Map<TicketId, number>();
  for await (const { ticketId, weight } of findAll(store.judgements, { where: { ticketId: ticketIds } }))
    weights.set(ticketId, Math.max(weight, weights.get(ticketId) ?? 0));
  return weights;
}

async function scoreCrosswise(
  context: Context,
  catalogue: Catalogue,
  judged: readonly WeighedTicket[],
): Promise<ScoredJudgement[]> {
  const half = (of: number) => judged.filter((_, position) => position % 2 === of);
  const scored: ScoredJudgement[] = [];
  for (const [own, other] of [
    [half(0), half(1)],
    [half(1), half(0)],
  ] as const) {
    // Only what was picked by chance says how often matches are wrong.
    const picked = own.filter(({ weight }) => weight > 0);
    const state = await learn(context, catalogue, other);
    const { decisions } = await context.clusterer.assign({
      tickets: picked.map(({ ticket }) => ticket),
      catalogue,
      ...(state === undefined ? {} : { state }),
    });
    for (const [position, { candidates }] of decisions.entries()) {
      const [best, ticket] = [candidates[0], picked[position]];
      if (best === undefined || ticket === undefined) continue;
      scored.push({
        score: best.score,
        isWrong: best.intentId !== ticket.intentId,
        weight: ticket.weight,
      });
    }
  }
  return scored;
}

async function learn(
  { clusterer, abortSignal }: Context,
  catalogue: Catalogue,
  judged: readonly WeighedTicket[],
): Promise<string | undefined> {
  // What was come across teaches like any other ticket.
  const lessons = judged.map((ticket) => ({ ...ticket, weight: Math.max(1, ticket.weight) }));
  const learned = await clusterer.learn?.({
    judged: lessons,
    catalogue,
    ...(abortSignal === undefined ? {} : { abortSignal }),
  });
  return learned?.state;
}
