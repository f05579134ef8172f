import { describe, expect, it } from 'vitest';
import { createTicketAI } from './pipeline.ts';
import { sampleTickets } from './testing/sample-tickets.ts';

const parcels = sampleTickets.slice(0, 10);
const refunds = sampleTickets.slice(10, 20);

/** A desk whose intent for parcels is learned from these tickets, and what it is called. */
async function open() {
  const desk = createTicketAI();
  await desk.ingest([...parcels, ...refunds]);
  await desk.discover({ intentCount: 2 });
  const find = async () => {
    const { intent } = await desk.tickets.get('parcel-0');
    if (intent === undefined) throw new Error('Parcels are no intent.');
    return intent;
  };
  const match = async (externalId: string, body: string) => {
    await desk.ingest([{ externalId, body }]);
    const { primary, intent } = await desk.tickets.get(externalId);
    return { name: intent?.name, confidence: primary?.confidence ?? 0 };
  };
  return { desk, find, match };
}

const idsOf = (drafts: typeof parcels) => drafts.map(({ externalId }) => externalId ?? '');

describe('an intent whose tickets are erased', () => {
  it('keeps matching from what remains when half of its exemplars are gone', async () => {
    const { desk, find, match } = await open();
    const before = await find();
    const half = before.exemplars.slice(0, before.exemplars.length / 2);
    await desk.tickets.erase(half);
    const after = await find();
    expect(after.exemplars.filter((id) => half.includes(id))).toEqual([]);
    expect(after.exemplars.length).toBe(before.exemplars.length - half.length);
    expect((await match('new', 'The parcel was due and has not arrived')).name).toBe(after.name);
    expect((await match('other', 'I returned the shoes, where is my refund?')).name).not.toBe(after.name);
  });

  it('takes other tickets of its own in their place', async () => {
    const { desk, find } = await open();
    await desk.ingest([{ externalId: 'later', body: 'My parcel has not arrived, when will it arrive?' }]);
    const before = await find();
    const gone = (await desk.tickets.get('parcel-1')).ticket.id;
    const later = (await desk.tickets.get('later')).ticket.id;
    expect(before.exemplars).not.toContain(later);
    await desk.tickets.erase([gone]);
    const after = await find();
    expect(after.exemplars).toContain(later);
    expect(after.exemplars).toHaveLength(before.exemplars.length);
  });

  it('no longer quotes one of them', async () => {
    const { desk, find } = await open();
    const { description } = await find();
    const quoted = parcels.filter(({ body }) => body === description);
    expect(quoted).toHaveLength(1);
    await desk.tickets.erase(idsOf(quoted));
    const after = (await find()).description;
    expect(after).not.toBe(description);
    expect(parcels.map(({ body }) => body)).toContain(after);
  });

  it('does not quote them again when another run takes over, or is rolled back', async () => {
    const { desk } = await open();
    const run = await desk.recluster({ intentCount: 2 });
    const store = await desk.store();
    const erased = parcels.slice(0, 9);
    await desk.tickets.erase(idsOf(erased));
    const quotes = async () => {
      const rows = [
        ...(await store.intents.find({ limit: 100 })).items,
        ...(await store.runIntents.find({ limit: 100 })).items,
      ];
      return rows.filter(({ description }) => erased.some(({ body }) => body === description)).length;
    };
    expect((await store.runIntents.count()) > 0).toBe(true);
    expect(await quotes()).toBe(0);
    await desk.runs.promote(run.id);
    expect(await quotes()).toBe(0);
    await desk.runs.rollBack();
    expect(await quotes()).toBe(0);
  });

  it('is learned anew from what is matched to it by its words, under whatever name', async () => {
    const { desk, find, match } = await open();
    await desk.tickets.erase(idsOf(parcels));
    const { id } = await find();
    await desk.intents.rename(id, 'Renamed');
    expect((await match('new', 'The parcel has not arrived')).name).toBe('Renamed');
    const { exemplars } = await find();
    expect(exemplars).toEqual([(await desk.tickets.get('new')).ticket.id]);
    expect((await desk.intents.get('Renamed')).why).not.toContain('is gone');
  });

  it('says so when nothing remains, is still found by its name, matched by its words, and draws no unknown ones', async () => {
    const { desk, find, match } = await open();
    await desk.tickets.erase(idsOf(parcels));
    const { id, name, exemplars, description } = await find();
    expect([exemplars, description]).toEqual([[], '']);
    const view = await desk.intents.get(name);
    expect(view).toMatchObject({ id, ticketCount: 10 });
    expect(view.why).toContain('matched by its name and words such as');
    expect((await match('odd', 'Xylophone zither')).name).toBeUndefined();
    expect((await match('same', `${name}?`)).name).toBe(name);
  });
});
