import { expect, test } from 'vitest';
import { ulidGenerator } from './ids.ts';
import { createTicketAI } from './pipeline.ts';
import { wordClusterer } from './testing/word-clusterer.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 0, 5); // a Monday
const lastDay = 70;

/** Ten quiet weeks of parcels and refunds; the clock stands at noon of the day after. */
async function openDesk(timeZone = 'UTC') {
  let time = start + lastDay * dayMs + dayMs / 2;
  const desk = createTicketAI({
    clusterer: wordClusterer(),
    now: () => (time += 1),
    generateId: ulidGenerator(() => time, Math.random),
    workspace: { id: 'desk', timeZone },
  });
  const drafts = Array.from({ length: lastDay }, (_, day) => [
    ...many('parcel', 8, day),
    ...many('refund', 3 + (day % 2), day),
  ]).flat();
  await desk.ingest(drafts);
  await desk.discover();
  return desk;
}

function many(word: string, count: number, day: number, hour = 12, name = word) {
  return Array.from({ length: count }, (_, row) => ({
    externalId: `${name}-${day}-${hour}-${row}`,
    body: `${word} ${row}`,
    createdAt: start + day * dayMs + hour * 3_600_000,
  }));
}

test('quiet weeks raise nothing; a surge is told once, with what was expected', async () => {
  const desk = await openDesk();
  expect(await desk.alerts.watch()).toEqual([]);
  await desk.ingest(many('refund', 30, lastDay - 1, 14));
  const refund = await desk.intents.get('refund');
  const [alert, ...more] = await desk.alerts.list();
  expect(more).toEqual([]);
  expect(alert).toMatchObject({ kind: 'surge', intentId: refund.id, day: '2026-03-15', tickets: 34 });
  expect(alert?.expected).toBeLessThan(5);
  expect(alert?.p).toBeLessThan(0.001);
  await desk.ingest(many('refund', 5, lastDay - 1, 15));
  expect(await desk.alerts.watch()).toEqual([]);
  const told = (await desk.events({ limit: 500 })).filter(({ type }) => type === 'intent-surged');
  expect(told).toHaveLength(1);
  expect(told[0]?.event).toMatchObject({ alertId: alert?.id, intentId: refund.id });
});

test('days are those of the workspace', async () => {
  const desk = await openDesk('Asia/Tokyo');
  await desk.ingest(many('refund', 30, lastDay - 2, 20));
  expect((await desk.alerts.list()).map(({ day }) => day)).toEqual(['2026-03-15']);
});

test('any day can be looked at', async () => {
  const desk = await openDesk();
  await desk.ingest(many('refund', 30, lastDay - 10, 14));
  expect(await desk.alerts.list()).toEqual([]);
  const found = await desk.alerts.watch({ day: '2026-03-06' });
  expect(found.map(({ kind, day }) => [kind, day])).toEqual([['surge', '2026-03-06']]);
  await expect(desk.alerts.watch({ day: 'yesterday' })).rejects.toMatchObject({ code: 'invalid-input' });
});

test('a topic emerges among tickets without an intent', async () => {
  const desk = await openDesk();
  for (let day = lastDay - 30; day < lastDay; day += 1) await desk.ingest(many(`other${day % 5}`, 1, day));
  await desk.ingest(many('outage', 7, lastDay - 2));
  const topics = (await desk.alerts.watch()).filter(({ kind }) => kind === 'topic');
  expect(topics).toMatchObject([{ terms: ['outage'], tickets: 7 }]);
  expect(topics[0]?.ticketIds).toHaveLength(5);
});

test('a changed mix is told once a week', async () => {
  const desk = await openDesk();
  const shifted = Array.from({ length: 28 }, (_, day) => many('refund', 12, lastDay - 1 - day, 15)).flat();
  await desk.ingest(shifted);
  const drifts = (await desk.alerts.list()).filter(({ kind }) => kind === 'drift');
  expect(drifts).toHaveLength(1);
  const refund = await desk.intents.get('refund');
  expect(drifts[0]?.movers?.map(({ intentId }) => intentId)).toContain(refund.id);
  expect(drifts[0]?.stabilityIndex).toBeGreaterThan(0.1);
});

test('before the first discovery there is nothing to watch', async () => {
  expect(await createTicketAI().alerts.watch()).toEqual([]);
});
