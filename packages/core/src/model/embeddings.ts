import { TicketAIError } from '../errors.ts';
import type { RunId } from '../ids.ts';
import { sha256 } from '../text/sha256.ts';
import type { EmbeddingClient } from './embedding-client.ts';
import type { Ledger } from './ledger.ts';
import { meteredCall } from './metered-call.ts';
import { normaliseMasked } from './normalise-masked.ts';
import type { NamesOf } from './paid-reply.ts';
import { estimateTokens, priced } from './price.ts';

/** A text to be embedded. */
export interface TextToEmbed {
  /** As it was written: names and secrets are told by their capitals too. */
  readonly text: string;
  /** Tickets it is from: the names they tell are masked in it. */
  readonly ticketIds?: readonly string[];
}

/** The embedding model of one workspace: whoever uses it is masked, budgeted, metered, and never pays twice for the same text. */
export interface Embeddings {
  /** Provider and model, for fingerprints. */
  readonly name: string;
  /**
   * A vector per text, in order; each text is masked, then normalised, and embedded as what is left. All have the same length; they are as the model gave them, not scaled.
   * @throws `budget-exhausted` before a call that does not fit; what was embedded before is kept. `model-failed`, `aborted`
   */
  embed(
    texts: readonly TextToEmbed[],
    options?: { readonly abortSignal?: AbortSignal },
  ): Promise<readonly Float32Array[]>;
  /** The same on the account of a run. */
  forRun(runId: RunId): Embeddings;
}

/** Embeddings that were paid for. */
export interface EmbeddingCache {
  /** Those that are known, by hash. */
  find(model: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>;
  /**
   * Keeps them; what another process kept meanwhile stays.
   * @param from the tickets that the texts are from, by hash: what is only of tickets that were erased meanwhile is not kept
   */
  keep(
    model: string,
    embeddings: ReadonlyMap<string, Float32Array>,
    from?: ReadonlyMap<string, readonly string[]>,
  ): Promise<void>;
}

/** What embeddings are made with: one model, one book, one cache. */
export interface EmbeddingGround {
  readonly client: EmbeddingClient;
  readonly ledger: Ledger;
  readonly cache: EmbeddingCache;
  readonly namesOf?: NamesOf;
  /** The run that pays. */
  readonly runId?: RunId;
}

/** Binds an embedding model to a ledger and a cache. */
export function openEmbeddings(ground: EmbeddingGround): Embeddings {
  return {
    name: ground.client.name,
    forRun: (runId) => openEmbeddings({ ...ground, runId }),
    async embed(texts, options = {}) {
      const masked = await maskTexts(ground, texts);
      const hashes = await Promise.all(masked.map(sha256));
      const known = new Map(await ground.cache.find(ground.client.name, [...new Set(hashes)]));
      const missing = new Map(
        hashes.flatMap((hash, at): [string, string][] => (known.has(hash) ? [] : [[hash, masked[at] ?? '']])),
      );
      const from = ticketsOf(texts, hashes);
      for (const [hash, embedding] of await embedMissing(ground, missing, { ...options, from }))
        known.set(hash, embedding);
      return hashes.map((hash) => known.get(hash) ?? new Float32Array());
    },
  };
}

/** The tickets that texts are from, by hash; one that is not only from tickets is left out. */
function ticketsOf(texts: readonly TextToEmbed[], hashes: readonly string[]): ReadonlyMap<string, string[]> {
  const from = new Map<string, string[]>();
  for (const [hash, places] of Map.groupBy(hashes.keys(), (at) => hashes[at] ?? '')) {
    const ids = places.map((at) => texts[at]?.ticketIds ?? []);
    if (ids.every(({ length }) => length > 0)) from.set(hash, ids.flat());
  }
  return from;
}

/** What holds for all batches of one call. */
interface BatchOptions {
  readonly abortSignal?: AbortSignal;
  readonly from: ReadonlyMap<string, readonly string[]>;
}

/** Each text by itself: what it is hashed and embedded as does not depend on the others. Providers refuse empty texts. */
async function maskTexts({ namesOf }: EmbeddingGround, texts: readonly TextToEmbed[]): Promise<string[]> {
  const ticketIds = new Set(texts.flatMap((each) => each.ticketIds ?? []));
  const told = ticketIds.size === 0 ? undefined : await namesOf?.([...ticketIds]);
  return texts.map(({ text, ticketIds: own = [] }) => {
    const names = own.flatMap((ticketId) => told?.get(ticketId) ?? []);
    return normaliseMasked(text, names) || '-';
  });
}

/** In batches, several at a time as the provider's limits allow; each is kept as soon as it is there. */
async function embedMissing(
  ground: EmbeddingGround,
  missing: ReadonlyMap<string, string>,
  options: BatchOptions,
): Promise<ReadonlyMap<string, Float32Array>> {
  const size = await ground.client.batchSize();
  const all = [...missing];
  const batches = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
  const done = await Promise.allSettled(batches.map((batch) => embedBatch(ground, batch, options)));
  const failed = done.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return new Map(done.flatMap((each) => (each.status === 'fulfilled' ? [...each.value] : [])));
}

async function embedBatch(
  { client, ledger, cache, runId }: EmbeddingGround,
  batch: readonly (readonly [hash: string, text: string])[],
  { abortSignal, from }: BatchOptions,
): Promise<ReadonlyMap<string, Float32Array>> {
  const texts = batch.map(([, text]) => text);
  const tokens = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  const cost = (inputTokens: number) =>
    priced({ inputTokens, outputTokens: 0, cachedInputTokens: 0 }, client.price);
  const embeddings = await meteredCall(
    { link: client.link, ledger },
    {
      key: await sha256(JSON.stringify([client.name, batch.map(([hash]) => hash)])),
      purpose: 'embed',
      model: client.name,
      estimate: cost(tokens),
      ...(runId === undefined ? {} : { runId }),
    },
    abortSignal,
    async () => {
      const { embeddings: given, tokens: used } = await client.embed(texts, {
        ...(abortSignal === undefined ? {} : { abortSignal }),
      });
      // The reply is in the cache, not in the book.
      return { result: given, usage: cost(used), reply: '' };
    },
  );
  const [first] = embeddings;
  if (embeddings.length !== batch.length || embeddings.some(({ length }) => length !== first?.length))
    throw new TicketAIError('dimension-mismatch', {
      message: `${client.name} gave ${embeddings.length} embeddings for ${batch.length} texts, or embeddings of different lengths.`,
      context: { texts: batch.length, embeddings: embeddings.length },
    });
  const found = new Map(batch.map(([hash], at) => [hash, embeddings[at] ?? new Float32Array()]));
  await cache.keep(client.name, found, from);
  return found;
}
