import {
  type ArticleView,
  collectAll,
  type ImportRecord,
  type IntentView,
  type Ticket,
  type TicketAI,
  TicketAIError,
} from '@ticket-ai/core';
import { findOne } from './find-one.ts';

/** An intent by id, old id of a merged one, part of an id, or name. */
export async function findIntent(desk: TicketAI, wanted: string): Promise<IntentView> {
  const exact = await desk.intents.get(wanted).catch(ignoreNotFound);
  if (exact !== undefined) return exact;
  return findOne(await desk.intents.list(), wanted, ({ id, name }) => ({ id, names: [name] }), {
    noun: 'intent',
    list: 'ticket-ai intents list',
  });
}

/** A ticket by id, by the id in its own system, or by part of an id. */
export async function findTicket(desk: TicketAI, wanted: string): Promise<Ticket> {
  const exact = await desk.tickets.get(wanted).catch(ignoreNotFound);
  if (exact !== undefined) return exact.ticket;
  const tickets = await collectAll((await desk.store()).tickets);
  return findOne(tickets, wanted, ({ id, externalId }) => ({ id, names: [externalId] }), {
    noun: 'ticket',
    list: 'ticket-ai tickets list',
  });
}

/** An import by id, part of an id, or file name. */
export async function findImport(desk: TicketAI, wanted: string): Promise<ImportRecord> {
  const open = (await desk.imports()).filter(({ status }) => status !== 'undone');
  return findOne(
    open,
    wanted,
    ({ id, fileName }) => ({ id, names: fileName === undefined ? [] : [fileName] }),
    { noun: 'import', list: 'ticket-ai import list' },
  );
}

/** An article by its id or title, or by id or name of its intent. */
export async function findArticle(desk: TicketAI, wanted: string): Promise<ArticleView> {
  const exact = await desk.articles.get(wanted).catch(ignoreNotFound);
  if (exact !== undefined) return exact;
  const articles = await desk.articles.list();
  const kind = { noun: 'article', list: 'ticket-ai articles list' };
  const byTitle = () =>
    findOne(
      articles,
      wanted,
      ({ article, intentName }) => ({ id: article.id, names: [article.title, intentName] }),
      kind,
    );
  const intent = await findIntent(desk, wanted).catch(ignoreNotFound);
  const found = articles.find(({ article }) => article.intentId === intent?.id) ?? byTitle();
  return desk.articles.get(found.article.id);
}

function ignoreNotFound(error: unknown): undefined {
  if (!TicketAIError.is(error, 'not-found')) throw error;
}
