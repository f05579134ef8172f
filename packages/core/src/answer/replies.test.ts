import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '../context.ts';
import { addDocument } from '../document/add-document.ts';
import { indexDocument } from '../document/index-document.ts';
import type { AnswerId, TicketId } from '../ids.ts';
import { createTicketAI } from '../pipeline.ts';
import { stageContext } from '../testing/stage-context.ts';
import { ingestTickets } from '../ticket/ingest-tickets.ts';
import type { Answer } from './answer.ts';
import { answerTicket } from './answer-ticket.ts';
import { countOutcomes } from './count-outcomes.ts';
import { listReplies } from './list-replies.ts';
import { replyText } from './outcomes.ts';
import { type Outcome, recordOutcome } from './record-outcome.ts';

let context: Context;
let ticketId: TicketId;
let answer: Answer;

const record = (outcome: Outcome, answerId: AnswerId = answer.id) =>
  recordOutcome(context, { answerId, outcome });
const standing = async () => (await listReplies(context, { ticketId })).map((reply) => reply.standing);

beforeEach(async () => {
  context = await stageContext();
  const { version } = await addDocument(context, {
    source: 'refunds.md',
    bytes: new TextEncoder().encode('# Refunds\n\nA refund takes five working days.\n'),
  });
  await indexDocument(context, { versionId: version.id });
  const { created } = await ingestTickets(context, [{ subject: 'How long does a refund take?' }]);
  ticketId = created[0]!;
  answer = await answerTicket(context, { ticketId });
});

describe('a suggested reply', () => {
  it('is sent, edited or rejected, and comes back only after it was sent', async () => {
    expect(await standing()).toEqual(['open']);
    await expect(record({ verdict: 'reopened' })).rejects.toMatchObject({ code: 'invalid-transition' });
    const edited = await record({ verdict: 'edited', text: `${replyText(answer)} Sorry for that.` });
    expect(edited).toMatchObject({ verdict: 'edited', actor: context.actor });
    expect(edited.distance).toBeCloseTo(3 / 9);
    expect(JSON.stringify(edited)).not.toContain('Sorry');
    await expect(record({ verdict: 'rejected', reason: 'No' })).rejects.toMatchObject({
      code: 'invalid-transition',
    });
    await record({ verdict: 'reopened', reason: 'Still waiting' });
    expect(await standing()).toEqual(['reopened']);
    expect((await listReplies(context, { ticketId }))[0]?.outcomes.map(({ verdict }) => verdict)).toEqual([
      'edited',
      'reopened',
    ]);
  });

  it('that was edited without changing a word was sent as it is', async () => {
    const text = replyText(answer).replaceAll(' ', '\n ');
    expect(await record({ verdict: 'edited', text })).toMatchObject({ verdict: 'sent' });
  });

  it('is settled once, whatever is said how often and by how many at once', async () => {
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => record({ verdict: 'sent' })));
    expect(others).toEqual([first, first]);
    expect(await context.store.feedback.count()).toBe(1);
    expect(await context.store.events.count({ type: 'reply-settled' })).toBe(1);
  });

  it('belongs to a ticket, and has something to send', async () => {
    const other = await answerTicket(context, { question: 'How long does a refund take?' });
    await expect(record({ verdict: 'sent' }, other.id)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(record({ verdict: 'sent' }, 'nothing' as AnswerId)).rejects.toMatchObject({
      code: 'not-found',
    });
    for (const reason of ['  ', 'x'.repeat(2001)])
      await expect(record({ verdict: 'rejected', reason })).rejects.toMatchObject({ code: 'invalid-input' });
    await context.store.erase({ ticketIds: [ticketId] });
    await expect(record({ verdict: 'rejected', reason: 'Ann said so' })).rejects.toMatchObject({
      code: 'invalid-transition',
    });
  });

  it('loses its reason and its words with its ticket', async () => {
    await record({ verdict: 'rejected', reason: 'Ann Smith has called' });
    await context.store.erase({ ticketIds: [ticketId] });
    const replies = await listReplies(context, { ticketId });
    expect(replies).toMatchObject([{ standing: 'rejected', answer: { sentences: [] } }]);
    expect(JSON.stringify([replies, (await context.store.events.find()).items])).not.toContain('Ann');
  });

  it('shows nobody sentences of documents that are for others by now', async () => {
    const [document] = (await context.store.documents.find()).items;
    await context.store.documents.update(document!.id, document!.version, { access: ['board'] });
    const read = async (groups: readonly string[]) =>
      (await listReplies(context, { ticketId, reader: { groups } }))[0];
    expect(await read(['board'])).toMatchObject({ withheld: 0, answer: { sentences: answer.sentences } });
    expect(await read(['sales'])).toMatchObject({ withheld: 1, answer: { sentences: [] } });
  });

  it('is listed in as many reads, however many there are', async () => {
    for (const _ of [1, 2, 3, 4]) await answerTicket(context, { ticketId });
    const { feedback, documents } = context.store;
    const reads = [vi.spyOn(feedback, 'find'), vi.spyOn(documents, 'getMany')];
    expect(await listReplies(context, { ticketId, reader: { groups: [] } })).toHaveLength(5);
    expect(reads.map((read) => read.mock.calls.length)).toEqual([1, 1]);
  });
});

describe('what became of suggested replies', () => {
  it('is counted by the time it was recorded', async () => {
    expect(await countOutcomes(context)).toEqual({ sent: 0, edited: 0, rejected: 0, reopened: 0 });
    const ids = [answer.id];
    for (const _ of [1, 2, 3]) ids.push((await answerTicket(context, { ticketId })).id);
    await record({ verdict: 'sent' }, ids[0]);
    await record({ verdict: 'edited', text: `${replyText(answer)} Yes.` }, ids[1]);
    await record({ verdict: 'edited', text: 'Other words altogether.' }, ids[2]);
    const { at } = await record({ verdict: 'rejected', reason: 'Wrong' }, ids[3]);
    await record({ verdict: 'reopened' }, ids[0]);
    const counts = await countOutcomes(context);
    expect(counts).toMatchObject({ sent: 1, edited: 2, rejected: 1, reopened: 1 });
    expect(counts).toMatchObject({ sentUnchanged: 1 / 4, assisted: 2 / 4 });
    expect(counts.meanDistance).toBeCloseTo((1 / 7 + 1) / 2);
    expect(await countOutcomes(context, { from: at, below: at + 1 })).toMatchObject({
      sent: 0,
      rejected: 1,
      reopened: 0,
      sentUnchanged: 0,
    });
  });

  it('is at every moment one of the ways that are possible', async () => {
    const outcome = fc.constantFrom<Outcome>(
      { verdict: 'sent' },
      { verdict: 'edited', text: 'Something else.' },
      { verdict: 'rejected', reason: 'Wrong' },
      { verdict: 'reopened' },
    );
    const ways = ['', 'sent', 'edited', 'rejected', 'sent reopened', 'edited reopened'];
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { maxLength: 5 }), async (said) => {
        const { id } = await answerTicket(context, { ticketId });
        for (const one of said) await record(one, id).catch(() => {});
        const rows = await context.store.feedback.find({ where: { answerId: id }, orderBy: { field: 'at' } });
        expect(ways).toContain(rows.items.map(({ verdict }) => verdict).join(' '));
      }),
      { numRuns: 40 },
    );
  });
});

describe('a ticket that came back', () => {
  const asked = (reopenedAt?: number) => ({
    externalId: 'R-1',
    subject: 'How long does a refund take?',
    ...(reopenedAt === undefined ? {} : { reopenedAt }),
  });

  it('tells it of the reply that was sent before, once, and of no other', async () => {
    let now = 1000;
    const desk = createTicketAI({ now: () => (now += 1000) });
    await desk.documents.add({
      source: 'refunds.md',
      bytes: new TextEncoder().encode('# Refunds\n\nA refund takes five working days.\n'),
    });
    const [id] = (await desk.ingest([asked()])).created;
    const [sent, rejected, open] = [1, 2, 3].map(() => desk.answer({ ticketId: id! }));
    await desk.answers.record((await sent!).id, { verdict: 'sent' });
    await desk.answers.record((await rejected!).id, { verdict: 'rejected', reason: 'No' });
    await open;
    const standings = async () => (await desk.answers.list('R-1')).map((reply) => reply.standing).toSorted();
    await desk.ingest([asked(1)]);
    expect(await standings()).toEqual(['open', 'rejected', 'sent']);
    now += 1000;
    await desk.ingest([asked(now)]);
    expect(await standings()).toEqual(['open', 'rejected', 'reopened']);
    const [{ outcomes } = { outcomes: [] }] = (await desk.answers.list('R-1')).filter(
      ({ standing: where }) => where === 'reopened',
    );
    expect(outcomes.map(({ verdict, actor }) => [verdict, actor.kind])).toEqual([
      ['sent', 'person'],
      ['reopened', 'system'],
    ]);
    await desk.ingest([{ ...asked(now), subject: 'How long does a refund take now?' }]);
    expect(await (await desk.store()).feedback.count()).toBe(3);
  });
});
