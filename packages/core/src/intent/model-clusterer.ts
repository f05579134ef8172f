import { inlineParallel } from '../text/parallel.ts';
import type { Clusterer } from './clusterer.ts';
import { describePlan } from './describe-plan.ts';
import { groupTickets } from './group-tickets.ts';
import type { RunNote } from './intent.ts';
import { lexicalClusterer } from './lexical-clusterer.ts';
import { describeFound } from './model/describe-found.ts';
import { discoveredIntents } from './model/discovered-intents.ts';
import { type Asker, openAsker } from './model/question-budget.ts';
import { sortTickets } from './model/sort-tickets.ts';
import { gatherEvidence } from './model/sorting.ts';

/** What a discovery with a model may take. The workspace's own budget holds besides. */
export interface ModelClustererOptions {
  /** Per 1,000 distinct tickets; small sets get at least 24 calls. Default 14. */
  readonly callsPerThousand?: number;
  /** Per 1,000 distinct tickets, estimated; small sets get at least 60,000. Default 40,000. */
  readonly tokensPerThousand?: number;
}

const fewestCalls = 24;
const fewestTokens = 60_000;
/** The share of the way that is done when the first question is asked. */
const groupingShare = 0.5;

/**
 * The clusterer for workspaces with a language model; without one it is the lexical clusterer. The lexical engine finds small groups of tickets
 * that are alike; the model says what each asks for, which of the tickets it sees are odd ones out, reads the tickets whose place is doubtful, and
 * compares intents that lie near each other. What it says spreads to the tickets it has not read.
 *
 * Calls and tokens are an input: with fewer, groups are larger and fewer tickets are read. When the budget is used up or the model stays silent, what
 * was learned stands, and tickets it says nothing of are grouped and named by their words; a note tells so.
 */
export function modelClusterer({
  callsPerThousand = 14,
  tokensPerThousand = 40_000,
}: ModelClustererOptions = {}): Clusterer {
  const lexical = lexicalClusterer();
  return {
    ...lexical,
    name: 'model@1',
    async discover(request) {
      const {
        models,
        granularity,
        intentCount,
        tickets,
        catalogue,
        seed = 1,
        parallel = inlineParallel(),
        abortSignal,
        onProgress,
      } = request;
      if (models === undefined) return lexical.discover(request);
      const found = await groupTickets({
        ...request,
        onProgress: ({ done, step }) => onProgress?.({ done: done * groupingShare, step }),
      });
      const evidence = gatherEvidence(found);
      const thousands = evidence.tickets.length / 1000;
      const asker = await openAsker(models, {
        calls: Math.max(fewestCalls, Math.round(callsPerThousand * thousands)),
        tokens: Math.max(fewestTokens, tokensPerThousand * thousands),
      });
      const intents = discoveredIntents(catalogue?.intents);
      const sorting = await sortTickets(evidence, {
        intents,
        asker,
        seed,
        parallel,
        ...(granularity === undefined ? {} : { granularity }),
        ...(intentCount === undefined ? {} : { intentCount }),
        ...(abortSignal === undefined ? {} : { abortSignal }),
        onProgress: (done, step) => onProgress?.({ done: groupingShare + done * (1 - groupingShare), step }),
      });
      const groups = describeFound(found, evidence, sorting, intents);
      const plan = describePlan(tickets, found.spoken, groups, { seed, wanted: intentCount });
      return { ...plan, notes: [...plan.notes, ...found.notes, ...notesOn(asker, groups.sortedShare)] };
    },
  };
}

/** What a person must know when the model could not be asked to the end. */
function notesOn(asker: Asker, sortedShare: number): RunNote[] {
  const stopped = asker.stopped();
  if (stopped === undefined) return [];
  return [
    {
      code: stopped === 'budget-exhausted' ? 'model-budget-exhausted' : 'model-unavailable',
      parameters: { calls: asker.calls(), sorted: Math.round(sortedShare * 100) / 100 },
    },
  ];
}
