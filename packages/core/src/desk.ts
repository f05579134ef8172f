import { answerTicket } from './answer/answer-ticket.ts';
import { deskAlerts } from './desk-alerts.ts';
import { deskAnswers } from './desk-answers.ts';
import { deskArticles } from './desk-articles.ts';
import { deskDocuments } from './desk-documents.ts';
import { deskImports } from './desk-imports.ts';
import { deskIndex } from './desk-index.ts';
import { deskIntents } from './desk-intents.ts';
import { deskMatching } from './desk-matching.ts';
import { readResult } from './desk-result.ts';
import { deskRuns } from './desk-runs.ts';
import { deskTaxonomy } from './desk-taxonomy.ts';
import { deskTickets } from './desk-tickets.ts';
import { type DeskGround, type Flow, openWork, type Work } from './desk-work.ts';
import { type DiscoveryRequest, requestDiscovery } from './intent/discover-intents.ts';
import type { CallOptions } from './open-context.ts';
import type { Plugs } from './options.ts';
import { readUsage } from './runtime/read-usage.ts';
import { listIntents } from './taxonomy/list-intents.ts';
import { readTaxonomy } from './taxonomy/read-taxonomy.ts';
import { ingestTickets } from './ticket/ingest-tickets.ts';
import type { TicketAI } from './ticket-ai.ts';

/** Binds the user's verbs to the stages. Each verb is one stage (or one read), then the work that follows. */
export function openDesk(plugs: Plugs, flow: Flow): TicketAI {
  return bindDesk(plugs, openWork(plugs, flow), {});
}

function bindDesk(plugs: Plugs, work: Work, call: CallOptions): TicketAI {
  const ground: DeskGround = { work, call };
  const context = () => work.context(call);
  const settle = (key?: string) =>
    work.settleInline({ abortSignal: call.abortSignal, ...(key === undefined ? {} : { key }) });

  return {
    async ingest(tickets) {
      const result = await ingestTickets(await context(), tickets);
      await settle();
      return result;
    },
    ...deskImports(ground),
    async discover(request: DiscoveryRequest = {}) {
      const opened = await context();
      const runId = await requestDiscovery(opened, request);
      await settle(`run:${runId}`);
      await settle(`file:${runId}`);
      const run = await readResult(() => opened.store.runs.get(runId));
      const counts = await opened.store.ticketsPerIntent();
      return {
        runId,
        intents: await listIntents(opened),
        unassigned: counts.get(undefined) ?? 0,
        notes: run.notes,
      };
    },
    ...deskRuns(ground),
    alerts: deskAlerts(ground),
    tickets: deskTickets(ground),
    matching: deskMatching(ground),
    intents: deskIntents(ground),
    async taxonomy() {
      return readTaxonomy(await context());
    },
    ...deskTaxonomy(ground),
    documents: deskDocuments(ground),
    index: deskIndex(ground),
    articles: deskArticles(ground),
    async search(query, { topK = 10, filter = {} } = {}) {
      return (await context()).search({ query, topK, filter });
    },
    async answer(question, { filter = {} } = {}) {
      return answerTicket(await context(), {
        ...(typeof question === 'string' ? { question } : question),
        filter,
      });
    },
    answers: deskAnswers(ground),
    jobs: {
      async list({ status, limit = 100 } = {}) {
        const { store } = await context();
        const page = await store.jobs.find({
          where: status === undefined ? {} : { status },
          orderBy: { field: 'createdAt', direction: 'descending' },
          limit,
        });
        return page.items;
      },
      async retry(ids) {
        const { store } = await context();
        const own =
          ids === undefined
            ? (await store.jobs.find({ where: { status: 'dead' }, limit: 500 })).items
            : await store.jobs.getMany(ids);
        const retried = await plugs.store.system.jobs.retry(own.map(({ id }) => id));
        await settle();
        return retried;
      },
    },
    async usage(range) {
      return readUsage(await context(), range);
    },
    async events({ after = 0, limit = 100 } = {}) {
      const { store } = await context();
      const page = await store.events.find({
        where: { sequence: { from: after + 1 } },
        orderBy: { field: 'sequence' },
        limit,
      });
      return page.items;
    },
    settle: () => work.settle({ abortSignal: call.abortSignal }),
    startWorker: ({ concurrency = 1, sweepMs = 1000 } = {}) => work.startWorker({ concurrency, sweepMs }),
    as: (options) => bindDesk(plugs, work, { ...call, ...options }),
    async store() {
      return (await context()).store;
    },
    async models() {
      return (await context()).models;
    },
    close: () => work.close(),
  };
}
