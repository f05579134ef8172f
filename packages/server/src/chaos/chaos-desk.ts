import { setTimeout as sleep } from 'node:timers/promises';
import { type Clusterer, lexicalClusterer } from '@ticket-ai/core';

/** Short, so that a paused worker loses its lease within the test. */
export const leaseMs = 400;

/** The lexical clusterer, as slow as one that asks a model: work is under way at every moment, and can be hit. */
export function thinkingClusterer(): Clusterer {
  const lexical = lexicalClusterer();
  return {
    ...lexical,
    async assign(options) {
      const result = await lexical.assign(options);
      await sleep(100);
      return result;
    },
  };
}
