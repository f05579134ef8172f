import { createTicketAI } from '@ticket-ai/core';
import { serveLoopback } from '@ticket-ai/core/node';
import {
  type ProviderFault,
  sampleTickets,
  simulatedOracle,
  simulatedProvider,
} from '@ticket-ai/core/testing';
import { expect, test } from 'vitest';
import { openaiLanguageModel } from './index.ts';

const labelOf = (externalId = '') => externalId.replace(/-?\d+$/, '');

/** One of each, on the first calls. */
const faults: Readonly<Record<number, ProviderFault>> = {
  1: { kind: 'status', status: 429, headers: { 'retry-after-ms': '20' } },
  2: { kind: 'reset' },
  3: { kind: 'truncated' },
};

test('the simulated oracle finds intents over HTTP as it does in process, whatever the provider does', async () => {
  const gold = sampleTickets.map(({ body = '', externalId }) => ({ text: body, label: labelOf(externalId) }));
  const provider = simulatedProvider({
    respond: simulatedOracle({ gold }).respond,
    fault: (call) => faults[call],
  });
  const server = await serveLoopback(provider.handle);
  const desk = createTicketAI({
    model: openaiLanguageModel({ url: `${server.url}/v1`, model: 'oracle' }),
    modelPrice: { input: 1, output: 1 },
    budget: { perRun: { calls: 60 } },
  });
  await desk.ingest(sampleTickets);
  const { intents, runId } = await desk.discover();
  for (const { id } of intents) {
    const { items } = await desk.tickets.list({ intentId: id, limit: 100 });
    expect(new Set(items.map(({ ticket }) => labelOf(ticket.externalId))).size).toBe(1);
  }
  const { runs, total } = await desk.usage();
  expect(runs).toMatchObject([{ runId }]);
  // Refused with 429: no call. Broken off: counted, because it may be charged.
  expect(total.calls).toBe(provider.received.length - 1);
  await desk.close();
  await server.close();
});
