import { expect, test } from 'vitest';
import { createTicketAI } from './pipeline.ts';
import { type GoldTicket, sampleTickets, simulatedOracle } from './testing/index.ts';
import { wordClusterer } from './testing/word-clusterer.ts';

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

test('audits are listed until somebody confirms or corrects them', async () => {
  const desk = createTicketAI({ matching: { auditShare: 1 } });
  await desk.ingest(others);
  const { intents } = await desk.discover({ intentCount: 2 });
  expect(await desk.matching.audits()).toEqual([]);
  await desk.ingest(
    [0, 1].map((at) => ({ externalId: `more-${at}`, body: `${others[at]?.body} Please answer soon.` })),
  );
  const audits = await desk.matching.audits();
  const first = await desk.tickets.get('more-0');
  expect(audits).toHaveLength(2);
  expect(audits.find(({ ticketId }) => ticketId === first.ticket.id)).toMatchObject({
    intentId: first.intent?.id,
    score: first.primary?.confidence,
    standsFor: 1,
  });
  await desk.tickets.move('more-0', first.intent?.id);
  expect((await desk.matching.audits()).map(({ ticketId }) => ticketId)).not.toContain(first.ticket.id);
  await desk.tickets.move('more-1', intents.at(-1)?.id);
  expect(await desk.matching.audits()).toEqual([]);
});

test('a policy that is none is refused', () => {
  expect(() => createTicketAI({ matching: { targetError: 5 } })).toThrow(/targetError is 5/);
  expect(() => createTicketAI({ matching: { auditShare: -1 } })).toThrow(/auditShare/);
});

test('a second matter goes when the ticket is decided anew, and comes back with an undo', async () => {
  const base = wordClusterer();
  const desk = createTicketAI({
    clusterer: {
      ...base,
      async assign(options) {
        const refund = options.catalogue.intents.find(({ name }) => name === 'refund');
        const { decisions } = await base.assign(options);
        return {
          decisions: decisions.map((decision) =>
            refund === undefined
              ? decision
              : { ...decision, secondary: { intentId: refund.intentId, score: 0.9 } },
          ),
        };
      },
    },
  });
  await desk.ingest(['parcel 1', 'parcel 2', 'refund 1', 'refund 2'].map((body) => ({ body })));
  await desk.discover();
  await desk.ingest([{ externalId: 'two', body: 'parcel late, refund' }]);
  const refund = await desk.intents.get('refund');
  expect((await desk.tickets.get('two')).secondary?.intentId).toBe(refund.id);
  await desk.tickets.move('two', refund.id);
  expect(await desk.tickets.get('two')).toMatchObject({ primary: { intentId: refund.id } });
  expect((await desk.tickets.get('two')).secondary).toBeUndefined();
  await desk.tickets.move('two');
  expect((await desk.tickets.get('two')).secondary).toBeUndefined();
  await desk.intents.undo();
  expect((await desk.tickets.get('two')).secondary).toBeUndefined();
  await desk.intents.undo();
  expect((await desk.tickets.get('two')).secondary?.intentId).toBe(refund.id);
  await desk.intents.merge((await desk.intents.get('parcel')).id, [refund.id]);
  expect((await desk.tickets.get('two')).secondary).toBeUndefined();
});

test('what a discovery left over is looked at again when a model makes the intent it asks for', async () => {
  const base = wordClusterer();
  const gold = ['parcel', 'refund'].flatMap((word) =>
    Array.from({ length: 8 }, (_, row): GoldTicket => ({ text: `${word} ${row}`, label: `${word} thing` })),
  );
  const desk = createTicketAI({
    model: simulatedOracle({ gold }).model,
    clusterer: {
      ...base,
      async discover(options) {
        const plan = await base.discover(options);
        const alone = plan.intents.filter(({ members }) => members.length === 1);
        return {
          ...plan,
          intents: plan.intents.filter((intent) => !alone.includes(intent)),
          unassigned: alone.flatMap(({ members }) =>
            members.map(({ ticketId }) => ({ ticketId, code: 'too-few-alike', reason: 'alone' })),
          ),
        };
      },
    },
  });
  const drafts = gold.map(({ text }) => ({ externalId: text, body: text }));
  await desk.ingest(drafts.slice(0, 9));
  await desk.discover();
  expect((await desk.tickets.get('refund 0')).primary?.decision).toBe('unassigned');
  await desk.ingest(drafts.slice(9));
  expect((await desk.tickets.get('refund 0')).primary?.decision).toBe('matched');
});
