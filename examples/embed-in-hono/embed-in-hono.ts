import { createTicketAI, TicketAIError } from '@ticket-ai/core';
import { Hono } from 'hono';

const desk = createTicketAI();
const guide = '# Refunds\n\nWe send refunds within 5 business days after the parcel has reached us.\n';
await desk.documents.add({ source: 'refunds.md', bytes: new TextEncoder().encode(guide) });

/** Your own service, with Ticket AI inside. */
export const app = new Hono()
  .post('/tickets', async (context) => {
    const { created, rejected } = await desk.ingest([await context.req.json()]);
    return rejected[0] === undefined
      ? context.json({ id: created[0] }, 201)
      : context.json({ error: rejected[0].reason }, 400);
  })
  .get('/answer', async (context) => {
    const { status, sentences } = await desk.answer(context.req.query('question') ?? '');
    return context.json({
      status,
      sentences: sentences.map(({ text, citations }) => ({
        text,
        source: citations[0]?.source,
        quote: citations[0]?.quote,
      })),
    });
  })
  .onError((error, context) =>
    TicketAIError.is(error, 'invalid-input')
      ? context.json({ error: error.message }, 400)
      : context.json({ error: 'Something broke.' }, 500),
  );

const answer = await app.request('/answer?question=How long do refunds take?');
console.log(JSON.stringify(await answer.json(), null, 2));
const unknown = await app.request('/answer?question=Do you sell bicycles?');
console.log(JSON.stringify(await unknown.json()));
const ticket = await app.request('/tickets', {
  method: 'POST',
  body: JSON.stringify({ subject: 'Where is my refund?' }),
});
console.log(ticket.status);
