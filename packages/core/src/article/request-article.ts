import type { Context } from '../context.ts';
import type { IntentId } from '../ids.ts';

/** STAGE. Asks for the article of an intent; the draft is background work. */
export async function requestArticle(
  context: Context,
  { intentId }: { readonly intentId: IntentId },
): Promise<void> {
  await context.transaction((transaction) =>
    context.commit(transaction, [{ type: 'article-requested', intentId }]),
  );
}
