import { sqliteStore } from '@ticket-ai/adapters/sqlite';
import { createTicketAI, type TicketAI } from '@ticket-ai/core';
import { plainTaxonomy, wordClusterer } from '@ticket-ai/core/testing';

/** A desk on a folder whose clusterer tells when it has its answer: what happens between that and the commit is what is tried. */
export function openLife(folder: string, answered: (what: string) => Promise<void>): TicketAI {
  return createTicketAI({
    store: sqliteStore({ path: `${folder}/ticket-ai.db`, synchronous: 'normal' }),
    clusterer: wordClusterer(undefined, answered),
    taxonomy: plainTaxonomy(),
    work: 'workers',
    leaseMs: 300,
  });
}
