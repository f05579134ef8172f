import type { EmbeddingModel } from 'ai';
import { seededRandom } from '../text/random.ts';

/** A model of the AI SDK's current specification. */
type CurrentModel = Extract<EmbeddingModel, { readonly specificationVersion: 'v4' }>;

/** An embedding model for tests, and what it was asked. */
export interface HashedEmbeddingModel {
  readonly model: CurrentModel;
  /** The texts of each call. */
  readonly calls: readonly (readonly string[])[];
}

/** How it embeds. */
export interface HashedEmbeddingOptions {
  /** Default 256. */
  readonly dimensions?: number;
  /** The most texts of one call. Default 100. */
  readonly batchSize?: number;
  /** Thrown instead of an answer, on these calls (from 1). */
  readonly fail?: (call: number) => Error | undefined;
}

/**
 * Deterministic embeddings with real signal and no weights: every word and character triple has a random direction of its own, a text is the sum of
 * its parts (random indexing; Kanerva, Kristoferson, Holst 2000). Texts of the same words lie near each other.
 */
export function hashedEmbeddingModel({
  dimensions = 256,
  batchSize = 100,
  fail,
}: HashedEmbeddingOptions = {}): HashedEmbeddingModel {
  const calls: string[][] = [];
  const directions = new Map<string, Float32Array>();

  function directionOf(part: string): Float32Array {
    const known = directions.get(part);
    if (known !== undefined) return known;
    const random = seededRandom(part);
    const direction = Float32Array.from({ length: dimensions }, () => (random.next() < 0.5 ? -1 : 1));
    directions.set(part, direction);
    return direction;
  }

  function embed(text: string): number[] {
    const sum = new Float32Array(dimensions);
    for (const part of partsOf(text)) {
      const direction = directionOf(part);
      for (let at = 0; at < dimensions; at += 1) sum[at] = (sum[at] ?? 0) + (direction[at] ?? 0);
    }
    return Array.from(sum);
  }

  return {
    calls,
    model: {
      specificationVersion: 'v4',
      provider: 'simulated',
      modelId: `hashed-${dimensions}`,
      maxEmbeddingsPerCall: batchSize,
      supportsParallelCalls: true,
      async doEmbed({ values }) {
        calls.push([...values]);
        const failure = fail?.(calls.length);
        if (failure !== undefined) throw failure;
        const tokens = values.reduce((total, value) => total + Math.ceil(value.length / 4), 0);
        return { embeddings: values.map(embed), usage: { tokens }, warnings: [] };
      },
    },
  };
}

/** Words, and the triples of characters in them. */
function partsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return words.flatMap((word) => [
    word,
    ...Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => `_${word.slice(at, at + 3)}`),
  ]);
}
