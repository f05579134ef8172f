import { setTimeout as sleep } from 'node:timers/promises';
import { csvTicketReader } from '@ticket-ai/adapters/csv';
import { type Clusterer, createTicketAI, lexicalClusterer, type Store, type TicketAI } from '@ticket-ai/core';
import { readConfig } from '../config.ts';
import { openServices } from '../services.ts';

/** Short, so that a paused worker loses its lease within the test. */
export const leaseMs = 400;

/** A desk on a folder, or on the services that variables name. @param wrap sabotages the store */
export async function openChaosDesk(
  dataFolder: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  wrap: (store: Store) => Store = (store) => store,
): Promise<TicketAI> {
  const services = await openServices(readConfig({ dataFolder }, environment), { work: 'workers' });
  return createTicketAI({
    ...services,
    store: wrap(services.store),
    ticketReaders: [csvTicketReader()],
    clusterer: thinkingClusterer(),
    work: 'workers',
    leaseMs,
  });
}

/** The lexical clusterer, as slow as one that asks a model: work is under way at every moment, and can be hit. */
function thinkingClusterer(): Clusterer {
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
