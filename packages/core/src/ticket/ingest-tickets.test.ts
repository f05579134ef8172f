import { expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { collectAll } from '../record.ts';
import { stageContext } from '../testing/stage-context.ts';
import { ingestTickets } from './ingest-tickets.ts';
import { readThreads } from './read-threads.ts';
import type { Ticket, TicketDraft } from './ticket.ts';

const said = (text: string, at?: number) => ({ text, ...(at === undefined ? {} : { at }) });
const draft = (messages: TicketDraft['messages'], rest: TicketDraft = {}): TicketDraft => ({
  externalId: 'T',
  messages,
  ...rest,
});

async function readThread({ store }: Context): Promise<{ ticket: Ticket; texts: string[] }> {
  const ids = (await collectAll(store.tickets)).map(({ id }) => id);
  expect(ids).toHaveLength(1);
  for await (const { ticket, messages } of readThreads(store, ids))
    return { ticket, texts: messages.map(({ text }) => text) };
  throw new Error('no thread');
}

const changed = (reason: string) => [{ index: 0, reason: expect.stringContaining(reason) }];

test.each([
  [
    'a message between',
    [said('m1', 1), said('m2', 9)],
    [[said('m1', 1), said('m1.5', 5), said('m2', 9)]],
    'm1 m1.5 m2',
  ],
  [
    'no times',
    [said('m0'), said('m1'), said('m2')],
    [[said('m0')], [said('m0'), said('new')]],
    'm0 m1 m2 new',
  ],
  [
    'times',
    [said('m0', 1), said('m1', 2), said('m2', 3)],
    [[said('m0', 1)], [said('m0', 1), said('new', 4)]],
    'm0 m1 m2 new',
  ],
  ['the newest only', [said('m0', 1)], [[said('m1', 2)], [said('m2', 3)]], 'm0 m1 m2'],
  ['the same words twice', [said('ping', 1)], [[said('ping', 1), said('ping', 2)]], 'ping ping'],
  ['times that come later', [said('a'), said('b')], [[said('a', 1), said('b', 2)]], 'a b'],
  ['a corrected time', [said('a', 1)], [[said('a', 2)]], 'a'],
] as const)('a ticket that comes again loses and doubles no message: %s', async (_, first, later, texts) => {
  const context = await stageContext();
  await ingestTickets(context, [draft([...first])]);
  for (const messages of later) {
    const result = await ingestTickets(context, [draft([...messages])]);
    expect(result.rejected).toEqual([]);
  }
  const thread = await readThread(context);
  expect(thread.texts.join(' ')).toBe(texts);
  expect(thread.ticket.messageCount).toBe(thread.texts.length);
});

test('a changed text is reported each time, the rest of the draft is taken over once', async () => {
  const context = await stageContext();
  const original = draft([said('helo', 1), said('b', 2)]);
  const corrected = draft([said('hello', 1), said('b', 2), said('c', 3)], { status: 'solved' });
  await ingestTickets(context, [original]);
  const first = await ingestTickets(context, [corrected]);
  expect(first).toMatchObject({ updated: [expect.any(String)], unchanged: 0 });
  expect(first.rejected).toEqual(
    changed('message 1 was changed since it was imported; the stored text was kept'),
  );
  const again = await ingestTickets(context, [corrected]);
  expect(again).toMatchObject({ updated: [], unchanged: 0, rejected: first.rejected });
  const thread = await readThread(context);
  expect([thread.ticket.status, thread.texts]).toEqual(['solved', ['helo', 'b', 'c']]);
  // What came first is not mistaken for what is stored.
  await ingestTickets(context, [original]);
  expect((await readThread(context)).ticket.status).toBe('open');
});

test('a changed body of a ticket with one message is reported', async () => {
  const context = await stageContext();
  await ingestTickets(context, [{ externalId: 'T', body: 'old' }]);
  const result = await ingestTickets(context, [{ externalId: 'T', body: 'new' }]);
  expect(result).toMatchObject({ updated: [], rejected: changed('message 1 was changed') });
  expect((await readThread(context)).texts).toEqual(['old']);
});

test('what the new draft lacks is cleared', async () => {
  const context = await stageContext();
  const full = { requester: 'ann', createdAt: 1, resolvedAt: 2, reopenedAt: 3, status: 'solved' } as const;
  await ingestTickets(context, [{ externalId: 'T', subject: 's', ...full }]);
  await ingestTickets(context, [{ externalId: 'T', subject: 's' }]);
  const { ticket } = await readThread(context);
  expect(ticket).toMatchObject({ status: 'open', subject: 's' });
  for (const field of Object.keys(full).filter((name) => name !== 'status'))
    expect(ticket).not.toHaveProperty(field);
});

test('a language that is given later is taken over', async () => {
  const context = await stageContext();
  await ingestTickets(context, [{ externalId: 'T', body: 'ok' }]);
  const { updated } = await ingestTickets(context, [{ externalId: 'T', body: 'ok', language: 'pt' }]);
  expect(updated).toHaveLength(1);
  expect((await readThread(context)).ticket.language).toBe('pt');
});

test('an erased ticket does not come back with the next sync', async () => {
  const context = await stageContext();
  const { created } = await ingestTickets(context, [{ externalId: 'T', subject: 's', requester: 'ann' }]);
  await context.store.erase({ ticketIds: created });
  const sync = { externalId: 'T', subject: 's', requester: 'ann', body: 'more', status: 'solved' } as const;
  expect(await ingestTickets(context, [sync])).toEqual({
    created: [],
    updated: [],
    unchanged: 1,
    rejected: [],
  });
  const { ticket, texts } = await readThread(context);
  expect([ticket.subject, ticket.requester, texts.join('')]).toEqual(['', undefined, '']);
  expect(ticket.erasedAt).toEqual(expect.any(Number));
});

test('what one batch wrote is known to the next one, which is made ready meanwhile', async () => {
  const context = await stageContext();
  const others = Array.from({ length: 499 }, (_, at) => ({ externalId: `other ${at}`, body: `b ${at}` }));
  const result = await ingestTickets(context, [
    draft([said('m0', 1)]),
    ...others,
    draft([said('m0', 1), said('m1', 2)]),
    ...others,
    draft([said('m0', 1), said('m1', 2), said('m2', 3)]),
  ]);
  expect(result).toMatchObject({ unchanged: 499, rejected: [] });
  expect([result.created.length, result.updated.length]).toEqual([500, 2]);
  const [ticket] = (await context.store.tickets.find({ where: { externalId: 'T' } })).items;
  expect(ticket).toMatchObject({ messageCount: 3, version: 3 });
});

test('a batch that is made ready for nothing is no unhandled rejection', async () => {
  const { store, ...context } = await stageContext();
  const refused = new Error('the store is gone');
  const drafts = Array.from({ length: 1500 }, (_, at) => ({ externalId: `${at}`, body: `b ${at}` }));
  let asked = 0;
  const tickets = Object.create(store.tickets, {
    find: { value: () => (++asked > 1 ? Promise.reject(refused) : store.tickets.find({ limit: 1 })) },
  });
  const ingesting = ingestTickets({ ...context, store: { ...store, tickets } }, drafts);
  await expect(ingesting).rejects.toBe(refused);
});
