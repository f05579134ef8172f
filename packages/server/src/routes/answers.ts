import type { TicketId } from '@ticket-ai/core';
import { type Api, fit, jsonBody, openRoute, replies } from './api.ts';
import { answerSchema, questionSchema } from './schemas/answer.ts';

const ask = openRoute('agent', {
  method: 'post',
  path: '/api/answers',
  summary:
    'Answer a question or a ticket from documents and published articles; every sentence carries verified quotes',
  request: jsonBody(questionSchema),
  responses: replies(200, answerSchema, 'The answer; `abstained` when the sources do not say'),
});

/** Questions. */
export function addAnswerRoutes(app: Api): void {
  app.openapi(ask, async (c) => {
    const asked = c.req.valid('json');
    // Which documents may be used follows from who asks, never from the question.
    const filter = { groups: c.var.principal.groups };
    const question = 'question' in asked ? asked.question : { ticketId: asked.ticketId as TicketId };
    return c.json(fit(answerSchema, await c.var.desk.answer(question, { filter })), 200);
  });
}
