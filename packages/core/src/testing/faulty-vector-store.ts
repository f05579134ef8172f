import type { VectorStore } from '../storage/vector-store.ts';
import { type Fault, planFaults } from './faulty.ts';

/** A vector store that fails on plan. */
export function faultyVectors(
  vectors: VectorStore,
  faults: readonly Fault<'upsert' | 'query' | 'delete' | 'count'>[],
): VectorStore {
  return planFaults(faults).wrap(vectors);
}
