import { expect, test } from 'vitest';
import { createTicketAI } from './pipeline.ts';
import { sampleTickets } from './testing/sample-tickets.ts';

const parcels = sampleTickets.slice(0, 10);
const others = sampleTickets.slice(10, 30);

test('without a model the threshold is the default and is not called certified', async () => {
  const desk = createTicketAI({ matching: { auditShare: 1 } });
  await desk.ingest(others);
  await desk.discover({ intentCount: 2 });
  await desk.ingest([{ externalId: 'again', body: others[1]?.body ?? '' }]);
  expect(await desk.matching.status()).toMatchObject({ threshold: 0.5, certified: false, undecided: 0 });
  const [why] = await desk.tickets.why('again');
  expect(why).toMatchObject({ decision: 'matched', trace: { certified: false, threshold: 0.5, audit: 1 } });
  expect(why?.trace.reason).toMatch(/of \d+ nearest tickets are of/);
});

/** A desk whose matches are all audited, and confirmed by a person. */
async function openConfirmed() {
  const desk = createTicketAI({ matching: { auditShare: 1, targetError: 0.2 } });
  await desk.ingest(others);
  const { intents } = await desk.discover({ intentCount: 2 });
  const more = Array.from({ length: 60 }, (_, at) => ({
    externalId: `more-${at}`,
    body: `${others[at % 20]?.body} Please answer soon.`,
  }));
  await desk.ingest(more);
  for (const { externalId } of more) {
    const { primary } = await desk.tickets.get(externalId);
    await desk.tickets.move(externalId, primary?.intentId);
  }
  await desk.settle();
  return { desk, intents, more };
}

test('a person who confirms audited matches certifies; one who moves what looks wrong does not', async () => {
  const { desk, intents } = await openConfirmed();
  const status = await desk.matching.status();
  expect(status.certified).toBe(true);
  expect(status.certificate?.effectiveJudgements).toBeGreaterThan(30);
  const before = status.certificate?.effectiveJudgements;
  await desk.tickets.move('refund-0', intents[1]?.id);
  await desk.settle();
  expect((await desk.matching.status()).certificate?.effectiveJudgements).toBe(before);
});

test('what is found wrong among the audited counts as an error, though it was confirmed before', async () => {
  const { desk, intents, more } = await openConfirmed();
  expect((await desk.matching.status()).certified).toBe(true);
  for (const { externalId } of more.slice(0, 30)) {
    const { primary } = await desk.tickets.get(externalId);
    await desk.tickets.move(externalId, intents.find(({ id }) => id !== primary?.intentId)?.id);
  }
  await desk.settle();
  expect((await desk.matching.status()).certified).toBe(false);
});

test('what fits nothing waits, emerges when several ask for it, and is not one customer alone', async () => {
  const desk = createTicketAI();
  await desk.ingest(others);
  await desk.discover({ intentCount: 2 });
  await desk.ingest(parcels.map((ticket) => ({ ...ticket, requester: 'one@example.com' })));
  const { waiting } = await desk.matching.status();
  expect(waiting).toBeGreaterThanOrEqual(8);
  expect(await desk.matching.emerging()).toEqual([]);
  await desk.ingest(
    parcels.map((ticket, at) => ({ ...ticket, externalId: `new-${at}`, requester: `${at}@example.com` })),
  );
  const [emerging] = await desk.matching.emerging();
  expect(emerging?.ticketIds.length).toBeGreaterThanOrEqual(5);
  expect(emerging?.requesters).toBeGreaterThanOrEqual(3);
});

test('a policy that is none is refused', () => {
  expect(() => createTicketAI({ matching: { targetError: 5 } })).toThrow(/targetError is 5/);
  expect(() => createTicketAI({ matching: { auditShare: -1 } })).toThrow(/auditShare/);
});
