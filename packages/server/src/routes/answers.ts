import { type AnswerPart, type SearchFilter, TicketAIError, type TicketId } from '@ticket-ai/core';
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import type { Log } from '../log.ts';
import { describeFailure } from '../middleware/errors.ts';
import { type Api, type ApiEnvironment, errorReply, fit, jsonBody, openRoute, replies } from './api.ts';
import { answerSchema, answerSentenceSchema, questionSchema } from './schemas/answer.ts';

const ask = openRoute('agent', {
  method: 'post',
  path: '/api/answers',
  summary:
    'Answer a question or a ticket from documents and published articles; every sentence carries verified quotes',
  request: jsonBody(questionSchema),
  responses: replies(200, answerSchema, 'The answer; `abstained` when the sources do not say'),
});

const stream = openRoute('agent', {
  method: 'post',
  path: '/api/answers/stream',
  summary:
    'The same as events: `sentence` for each as soon as it is proved (none is withdrawn), at last `answer`, or `error` with code and message',
  request: jsonBody(questionSchema),
  responses: {
    200: {
      description: 'Sentences, then the answer that has them all. To leave stops the work.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    default: errorReply,
  },
});

/** Questions. */
export function addAnswerRoutes(app: Api, log: Log): void {
  app.openapi(ask, async (c) => {
    const { question, filter } = readAsked(c, c.req.valid('json'));
    return c.json(fit(answerSchema, await c.var.desk.answer(question, { filter })), 200);
  });
  app.openapi(stream, (c) => {
    const { question, filter } = readAsked(c, c.req.valid('json'));
    const { desk, requestId } = c.var;
    const onFailure = (error: unknown) => {
      const failure = describeFailure(error);
      if (failure.code === 'internal' || TicketAIError.is(error, 'adapter-failed'))
        log({ level: 'error', message: `An answer broke off: ${failure.code}`, requestId, error });
      return { ...failure, requestId };
    };
    return streamSSE(c, (out) =>
      sendParts(out, (signal) => desk.as({ abortSignal: signal }).answers.stream(question, { filter }), {
        left: c.req.raw.signal,
        onFailure,
      }),
    );
  });
}

type Question = string | { readonly ticketId: TicketId };

/** Which documents may be used follows from who asks, never from the question. */
function readAsked(
  c: Context<ApiEnvironment>,
  asked: z.infer<typeof questionSchema>,
): { readonly question: Question; readonly filter: SearchFilter } {
  return {
    question: 'question' in asked ? asked.question : { ticketId: asked.ticketId as TicketId },
    filter: { groups: c.var.principal.groups },
  };
}

async function sendParts(
  out: SSEStreamingApi,
  open: (signal: AbortSignal) => AsyncIterable<AnswerPart>,
  { left, onFailure }: { readonly left: AbortSignal; readonly onFailure: (error: unknown) => object },
): Promise<void> {
  const gone = new AbortController();
  out.onAbort(() => gone.abort());
  const signal = AbortSignal.any([gone.signal, left]);
  const send = (event: string, data: unknown) => out.writeSSE({ event, data: JSON.stringify(data) });
  try {
    for await (const part of open(signal)) {
      if (part.type === 'sentence') await send('sentence', fit(answerSentenceSchema, part.sentence));
      else await send('answer', fit(answerSchema, part.answer));
    }
  } catch (error) {
    if (!signal.aborted) await send('error', onFailure(error));
  }
}
