import { TicketAIError } from '../errors.ts';
import type { VectorMetadata, VectorWhere } from './vector-store.ts';

/** Whether metadata meets all conditions. A list is met by any of its values; an empty one by none. */
export function meetsWhere(metadata: VectorMetadata, where: VectorWhere): boolean {
  return Object.entries(where).every(([key, wanted]) => {
    const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    return Array.isArray(wanted) ? wanted.includes(value) : value === wanted;
  });
}

/** Refuses conditions that would silently match everything. @throws `invalid-input` */
export function checkWhere(where: VectorWhere): void {
  for (const [key, value] of Object.entries(where)) {
    if (value === undefined || value === null) {
      throw new TicketAIError('invalid-input', {
        message: `The condition on ${key} has no value. Leave the key out instead.`,
        context: { key },
      });
    }
  }
}

/** @throws `invalid-input` for an empty vector, and for values that are not finite */
export function checkEmbedding(embedding: Float32Array, id = 'query'): void {
  if (embedding.length > 0 && embedding.every(Number.isFinite)) return;
  throw new TicketAIError('invalid-input', {
    message: `The vector of ${id} is empty or holds values that are not finite numbers.`,
    context: { id },
  });
}

/** @throws `invalid-input` */
export function checkTopK(topK: number): void {
  if (Number.isInteger(topK) && topK > 0) return;
  throw new TicketAIError('invalid-input', {
    message: 'topK must be a whole number from 1.',
    context: { topK },
  });
}

/** The error for vectors that do not belong together. */
export function dimensionMismatch(collection: string, expected: number, actual: number): TicketAIError {
  return new TicketAIError('dimension-mismatch', {
    message: `Collection ${collection} holds vectors of length ${expected}, not ${actual}. After a change of the embedding model, build a new collection.`,
    context: { collection, expected, actual },
  });
}
