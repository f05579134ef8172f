import { describe, expect, it } from 'vitest';
import { addDocument } from '../document/add-document.ts';
import { indexDocument } from '../document/index-document.ts';
import type { TicketId } from '../ids.ts';
import { memoryKeywordIndex } from '../search/memory-keyword-index.ts';
import { stageContext } from '../testing/stage-context.ts';
import { ingestTickets } from '../ticket/ingest-tickets.ts';
import { answerTicket } from './answer-ticket.ts';
import { extractiveAnswerGenerator } from './extractive-answer-generator.ts';
import { similarReplies } from './similar-replies.ts';

const thread = (externalId: string, asked: string, replied?: string) => ({
  externalId,
  status: 'solved' as const,
  messages: [
    { role: 'customer' as const, text: asked },
    ...(replied === undefined ? [] : [{ role: 'agent' as const, text: replied }]),
  ],
});
const threads = [
  thread(
    '1',
    'The gizmo glows crimson and stinks!',
    'Red means it has overheated. Switch it off for 15 minutes.',
  ),
  thread('2', 'crimson gizmo again', 'It has overheated: switch it off for 15 minutes, please.'),
  thread('3', 'Where is my parcel?', 'It arrives on Monday.'),
  thread('4', 'The gizmo glows crimson, nobody answers'),
];
const guide =
  '# Lights\n\nWhite: all is well. If the router has overheated, switch it off for 15 minutes. The router must not stand on carpet.';

async function desk() {
  const context = await stageContext();
  const { version } = await addDocument(context, {
    bytes: new TextEncoder().encode(guide),
    source: 'lights.md',
  });
  await indexDocument(context, { versionId: version.id });
  return context;
}

describe('similarReplies', () => {
  it('gives what agents wrote to customers with such a question, best first', async () => {
    const context = await desk();
    expect(await similarReplies(context, 'crimson gizmo')).toEqual([]);
    await ingestTickets(context, threads);
    const replies = await similarReplies(context, 'Why is my gizmo crimson?');
    expect(replies.map(({ text }) => text).join(' ')).toContain('overheated');
    expect(replies.map(({ text }) => text)).not.toContain('It arrives on Monday.');
    for (const { weight } of replies) expect(weight).toBeGreaterThan(0);
    for (const { weight } of replies) expect(weight).toBeLessThanOrEqual(1);
  });

  it('finds them again after a restart, however many tickets without a reply or text came since', async () => {
    const context = await desk();
    await ingestTickets(context, threads);
    const question = 'Why is my gizmo crimson?';
    const before = await similarReplies(context, question);
    await ingestTickets(
      context,
      Array.from({ length: 3000 }, (_, at) => ({ externalId: `later ${at}`, body: `Unanswered ${at}` })),
    );
    expect(await similarReplies(context, question)).toEqual(before);
    const restarted = { ...context, keywordIndex: memoryKeywordIndex() };
    expect(await similarReplies(restarted, question)).toEqual(before);
  });

  it('leaves out the ticket that is asked about', async () => {
    const context = await desk();
    await ingestTickets(context, threads);
    const all = await similarReplies(context, 'Where is my parcel?');
    const own = all.find(({ text }) => text.includes('Monday'))!.ticketId;
    const rest = await similarReplies(context, 'Where is my parcel?', own as TicketId);
    expect(rest.some(({ ticketId }) => ticketId === own)).toBe(false);
  });

  it('helps to find a sentence in the documents, and is never itself the answer', async () => {
    const context = await desk();
    const passages = (await context.search({ query: 'router' })).passages;
    const question = 'My gizmo glows crimson. What should I do?';
    const generate = extractiveAnswerGenerator().generate;
    expect((await generate({ question, passages })).sentences).toEqual([]);
    await ingestTickets(context, threads);
    const hints = await similarReplies(context, question);
    const rated = async (withHints: typeof hints) =>
      (
        await extractiveAnswerGenerator({ leastConfidence: 0 }).generate({
          question,
          passages,
          hints: withHints,
        })
      ).confidence;
    expect(await rated(hints)).toBeGreaterThan((await rated([])) + 0.1);
    const answer = await answerTicket(context, { question });
    for (const { citations } of answer.sentences)
      for (const { quote } of citations) expect(guide).toContain(quote);
  });
});
