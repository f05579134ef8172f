import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { ArticleId, IntentId } from '../ids.ts';
import type { Intent } from '../intent/intent.ts';
import { planSplit } from '../intent/plan-split.ts';
import { refuseTakenName, requireName } from '../intent/refuse-taken-name.ts';
import { resolveIntent } from '../intent/resolve-intent.ts';
import { type SuggestedWinner, suggestWinner } from '../intent/suggest-winner.ts';
import { collectAll } from '../record.ts';
import type { CategoryPath } from './category.ts';
import { pathOf } from './list-intents.ts';
import { previewOperations } from './preview-operations.ts';

/** A change of intents that a person thinks of. */
export type IntentChange =
  | { readonly type: 'rename'; readonly intentId: IntentId; readonly name: string }
  | {
      readonly type: 'merge';
      readonly intentIds: readonly IntentId[];
      /** Whose id stays. Default: see {@link ChangePreview.winner}. */
      readonly winner?: IntentId;
    }
  | { readonly type: 'split'; readonly intentId: IntentId; readonly parts?: number; readonly seed?: number }
  | { readonly type: 'move'; readonly intentId: IntentId; readonly path: CategoryPath };

/** One intent before and after a change. */
export interface PreviewedIntent {
  /** Absent: the change makes it. */
  readonly intentId?: IntentId;
  readonly name: string;
  readonly nameAfter: string;
  readonly path: CategoryPath;
  readonly pathAfter: CategoryPath;
  readonly tickets: number;
  /** 0: its id lives on as an alias. */
  readonly ticketsAfter: number;
}

/** What a change would do. Nothing is done. */
export interface ChangePreview {
  readonly intents: readonly PreviewedIntent[];
  /** Tickets that are counted under another intent, name or path afterwards, past ones too. */
  readonly tickets: number;
  /** Articles of the intents that change. */
  readonly articles: readonly {
    readonly articleId: ArticleId;
    readonly intentId: IntentId;
    readonly title: string;
    readonly status: string;
  }[];
  /** Merges: whose id stays, and why it was chosen when nobody said. */
  readonly winner?: { readonly intentId: IntentId; readonly because: SuggestedWinner['because'] | 'chosen' };
  /** Why it cannot be done. */
  readonly refused?: string;
}

/** Shows what a change of intents would do, in numbers. Nothing is written. @throws `not-found` */
export async function previewChange(context: Context, change: IntentChange): Promise<ChangePreview> {
  const { store } = context;
  const counts = await store.ticketsPerIntent();
  const categories = new Map((await collectAll(store.categories)).map((category) => [category.id, category]));
  const asIs = (intent: Intent): PreviewedIntent & { readonly intentId: IntentId } => {
    const path = pathOf(intent.categoryId, categories);
    const tickets = counts.get(intent.id) ?? 0;
    return {
      intentId: intent.id,
      name: intent.name,
      nameAfter: intent.name,
      path,
      pathAfter: path,
      tickets,
      ticketsAfter: tickets,
    };
  };
  if (change.type === 'merge') return previewMerge(context, change, asIs);
  const intent = await resolveIntent(store, change.intentId);
  const before = asIs(intent);
  const articles = await articlesOf(context, [intent.id]);
  const refused = (message: string): ChangePreview => ({
    intents: [before],
    tickets: 0,
    articles: [],
    refused: message,
  });
  try {
    if (change.type === 'rename') {
      const nameAfter = requireName(change.name);
      await refuseTakenName(store, intent.id, nameAfter);
      return { intents: [{ ...before, nameAfter }], tickets: before.tickets, articles };
    }
    if (change.type === 'move') {
      const { refused: reasons } = await previewOperations(context, [
        { type: 'place', intentId: intent.id, path: change.path, source: 'person', reason: '' },
      ]);
      if (reasons.length > 0) return refused(reasons.map(({ message }) => message).join(' '));
      return { intents: [{ ...before, pathAfter: change.path }], tickets: before.tickets, articles };
    }
    const { parts = 2, seed = 1 } = change;
    const { others } = await planSplit(context, intent, { parts, seed });
    const made = others.map(
      ({ name, members }): PreviewedIntent => ({
        name,
        nameAfter: name,
        path: before.path,
        pathAfter: before.path,
        tickets: 0,
        ticketsAfter: members.length,
      }),
    );
    const tickets = made.reduce((sum, { ticketsAfter }) => sum + ticketsAfter, 0);
    return {
      intents: [{ ...before, ticketsAfter: before.tickets - tickets }, ...made],
      tickets,
      articles,
    };
  } catch (error) {
    if (isRefusal(error)) return refused(error.message);
    throw error;
  }
}

function isRefusal(error: unknown): error is TicketAIError {
  const codes = ['conflict', 'invalid-transition', 'invalid-input'] as const;
  return codes.some((code) => TicketAIError.is(error, code));
}

async function previewMerge(
  context: Context,
  { intentIds, winner }: Extract<IntentChange, { type: 'merge' }>,
  asIs: (intent: Intent) => PreviewedIntent & { readonly intentId: IntentId },
): Promise<ChangePreview> {
  const { store } = context;
  const kept =
    winner === undefined
      ? await suggestWinner(store, intentIds)
      : { intent: await resolveIntent(store, winner), because: 'chosen' as const };
  const all = new Map([[kept.intent.id, kept.intent]]);
  for (const id of intentIds) {
    const intent = await resolveIntent(store, id);
    all.set(intent.id, intent);
  }
  const [first, ...others] = [...all.values()].map(asIs);
  if (first === undefined || others.length === 0) {
    return { intents: [], tickets: 0, articles: [], refused: 'These are one intent already.' };
  }
  const tickets = others.reduce((sum, one) => sum + one.tickets, 0);
  return {
    intents: [
      { ...first, ticketsAfter: first.tickets + tickets },
      ...others.map((one) => ({
        ...one,
        nameAfter: first.name,
        pathAfter: first.path,
        ticketsAfter: 0,
      })),
    ],
    tickets,
    articles: await articlesOf(context, [...all.keys()]),
    winner: { intentId: first.intentId, because: kept.because },
  };
}

async function articlesOf(
  { store }: Pick<Context, 'store'>,
  intentId: readonly IntentId[],
): Promise<ChangePreview['articles']> {
  const articles = await collectAll(store.articles, { where: { intentId } });
  return articles.map(({ id, intentId: of, title, status }) => ({
    articleId: id,
    intentId: of,
    title,
    status,
  }));
}
