import { TicketAIError } from '@ticket-ai/core';
import * as z from 'zod';
import { digestOf } from '../digest-of.ts';
import { readJsonFile } from './read-json-file.ts';

const figures = z.object({ accuracy: z.number(), ari: z.number(), ami: z.number() });
const spread = z.object({ mean: z.number(), sd: z.number() });

/** What `eval intents --json` prints: every figure, and what each ticket got, so that results can be compared ticket by ticket. */
const evalResultSchema = z.object({
  version: z.literal(1),
  label: z.string(),
  ...figures.shape,
  items: z.number(),
  coverage: z.number(),
  goldClusters: z.number(),
  predictedClusters: z.number(),
  clusterRatio: z.number(),
  nmi: z.number(),
  homogeneity: z.number(),
  completeness: z.number(),
  purity: z.number(),
  bCubedPrecision: z.number(),
  bCubedRecall: z.number(),
  bCubedF1: z.number(),
  /** Gold levels from the top down: how intents, and the taxonomy's level of the same number, agree with them. */
  levels: z.array(
    z.object({
      label: z.string(),
      items: z.number(),
      goldClusters: z.number(),
      intents: figures,
      taxonomy: figures.extend({ predictedClusters: z.number() }).optional(),
    }),
  ),
  hierarchical: z.object({ precision: z.number(), recall: z.number(), f1: z.number() }),
  /** Over several orders of the stream. */
  orders: z
    .object({ orders: z.number(), streamed: z.number(), accuracy: spread, ari: spread, matched: spread })
    .optional(),
  configuration: z.object({
    seed: z.number(),
    granularity: z.enum(['coarse', 'default', 'fine']).optional(),
    intentCount: z.number().optional(),
  }),
  seconds: z.number(),
  peakMemoryMb: z.number(),
  llm: z.object({
    calls: z.number(),
    inputTokens: z.number(),
    outputTokens: z.number(),
    costUsd: z.number(),
  }),
  outcome: z.object({
    /** Digest of the labelled tickets' ids and labels: results with different ones cannot be compared. */
    tickets: z.string(),
    /** Labels and their numbers of tickets, in the order of the names; tickets stand in this order, within a label by id. */
    labels: z.array(z.tuple([z.string(), z.int().min(1)])),
    /** The intent of each ticket as a number, -1 for none. */
    intents: z.array(z.int().min(-1)),
  }),
});

/** What `eval intents --json` prints. */
export type EvalResult = z.output<typeof evalResultSchema>;

/** Per ticket: its label and its intent, compactly. */
export type Outcome = EvalResult['outcome'];

/** Notes what each labelled ticket got, in an order that depends on ids and labels only. */
export function noteOutcome(
  labels: ReadonlyMap<string, string>,
  intentOf: ReadonlyMap<string, string | undefined>,
): Outcome {
  const byLabel = Map.groupBy(labels.keys(), (id) => labels.get(id) ?? '');
  const ordered = [...byLabel].sort(([a], [b]) => compare(a, b));
  const numbers = new Map<string, number>();
  const intents = ordered.flatMap(([, ids]) =>
    ids.sort(compare).map((id) => {
      const intent = intentOf.get(id);
      if (intent === undefined) return -1;
      const number = numbers.get(intent) ?? numbers.size;
      numbers.set(intent, number);
      return number;
    }),
  );
  return {
    tickets: digestOf(Array.from(labels, ([id, label]) => JSON.stringify([id, label]))),
    labels: ordered.map(([label, ids]) => [label, ids.length]),
    intents,
  };
}

/** Labels and intents as numbers, in the order of the outcome. */
export function readOutcome({ labels, intents }: Outcome): {
  readonly gold: Int32Array;
  readonly intents: Int32Array;
} {
  return {
    gold: Int32Array.from(labels.flatMap(([, count], label) => new Array<number>(count).fill(label))),
    intents: Int32Array.from(intents),
  };
}

/** Reads what `eval intents --json` printed into a file. @throws `invalid-input` for anything else */
export async function readResult(file: string): Promise<EvalResult> {
  const result = evalResultSchema.safeParse(await readJsonFile(file));
  const tickets = result.data?.outcome.labels.reduce((sum, [, count]) => sum + count, 0);
  if (result.success && tickets === result.data.outcome.intents.length) return result.data;
  const fault = result.error?.issues[0];
  const where =
    fault === undefined
      ? 'outcome: labels and intents differ in length'
      : `${fault.path.join('.')}: ${fault.message}`;
  throw new TicketAIError('invalid-input', {
    message: `${file} is not a result of \`ticket-ai eval intents <file> --json\` (${where}). Make it anew with that command.`,
  });
}

/** @throws `invalid-input` when the results are not about the same tickets with the same labels */
export function refuseOtherTickets(
  a: { readonly name: string; readonly result: EvalResult },
  b: { readonly name: string; readonly result: EvalResult },
): void {
  if (a.result.outcome.tickets === b.result.outcome.tickets) return;
  const say = ({ name, result }: typeof a) => `${name}: ${result.items} tickets, label ${result.label}`;
  throw new TicketAIError('invalid-input', {
    message: `These results are not about the same tickets and labels (${say(a)}; ${say(b)}), so they cannot be compared ticket by ticket. Run \`ticket-ai eval intents\` on the same file and label for both.`,
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
