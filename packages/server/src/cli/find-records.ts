import {
  type ArticleView,
  collectAll,
  type ImportRecord,
  type IntentView,
  type Ticket,
  type TicketAI,
  TicketAIError,
} from '@ticket-ai/core';
import { findOne, fits } from './find-one.ts';

/** An intent by id, part of an id, or name; also by those of one that went up in it, which stay valid for ever. */
export async function findIntent(desk: TicketAI, wanted: string): Promise<IntentView> {
  return (await findIntentOrHeir(desk, wanted)).intent;
}

/** As {@link findIntent}. @returns also the name of the intent that was asked for, when it went up in this one */
export async function findIntentOrHeir(
  desk: TicketAI,
  wanted: string,
): Promise<{ readonly intent: IntentView; readonly absorbed?: string }> {
  const merged = await collectAll((await desk.store()).intents, { where: { status: 'merged' } });
  const exact = await desk.intents.get(wanted).catch(ignoreNotFound);
  if (exact !== undefined) {
    const old = merged.find(({ id }) => id === wanted);
    return { intent: exact, ...(old === undefined ? {} : { absorbed: old.name }) };
  }
  const find = <Item extends { readonly id: string; readonly name: string }>(items: readonly Item[]): Item =>
    findOne(items, wanted, ({ id, name }) => ({ id, names: [name] }), {
      noun: 'intent',
      list: 'ticket-ai intents list',
    });
  try {
    return { intent: find(await desk.intents.list()) };
  } catch (error) {
    ignoreNotFound(error);
    if (!merged.some(({ id, name }) => fits({ id, names: [name] }, wanted))) throw error;
  }
  const old = find(merged);
  return { intent: await desk.intents.get(old.id), absorbed: old.name };
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

/**
 * An import by id, part of an id, or file name; without any, the newest. Of several the newest that brought tickets and is not undone: bringing
 * a known file again makes an import that there is nothing to take back from.
 */
export async function findImport(desk: TicketAI, wanted?: string): Promise<ImportRecord> {
  const open = (await desk.imports())
    .filter(({ status }) => status !== 'undone')
    .sort((a, b) => b.startedAt - a.startedAt);
  const newest = (fitting: readonly ImportRecord[]) =>
    fitting.find(({ created }) => created > 0) ?? fitting[0];
  const text = wanted?.trim().toLowerCase();
  const found = newest(open.filter(({ fileName }) => text === undefined || fileName?.toLowerCase() === text));
  if (found !== undefined) return found;
  if (wanted === undefined)
    throw new TicketAIError('not-found', {
      message: 'There is no import to take back. `ticket-ai import list` shows them.',
    });
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
  const found =
    articles.find(({ article }) => article.intentId === intent?.id) ??
    (intent === undefined ? byTitle() : orUndrafted(byTitle, intent));
  return desk.articles.get(found.article.id);
}

function orUndrafted<Found>(find: () => Found, { name }: IntentView): Found {
  try {
    return find();
  } catch (error) {
    ignoreNotFound(error);
    throw new TicketAIError('not-found', {
      message: `The intent "${name}" has no article yet. \`ticket-ai articles draft "${name}"\` writes it.`,
    });
  }
}

function ignoreNotFound(error: unknown): undefined {
  if (!TicketAIError.is(error, 'not-found')) throw error;
}
