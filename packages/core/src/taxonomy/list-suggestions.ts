import type { Context } from '../context.ts';
import type { Suggestion } from '../intent/intent.ts';
import { collectAll } from '../record.ts';
import { pathOf } from './list-intents.ts';
import { operationIn } from './suggestion.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';
import { pathsById } from './tree-keys.ts';

/** A suggestion as it is shown. */
export interface SuggestionView {
  readonly id: string;
  readonly kind: string;
  readonly status: Suggestion['status'];
  /** What would be done, in one sentence for people. */
  readonly sentence: string;
  /** Epoch milliseconds. */
  readonly raisedAt: number;
}

/** Suggestions about the taxonomy, newest first. */
export async function listSuggestions(
  context: Pick<Context, 'store'>,
  { status = 'open' }: { readonly status?: Suggestion['status'] } = {},
): Promise<readonly SuggestionView[]> {
  const { store } = context;
  const suggestions = await collectAll(store.suggestions, {
    where: { status },
    orderBy: { field: 'raisedAt', direction: 'descending' },
  });
  const categories = await collectAll(store.categories);
  const byId = new Map(categories.map((category) => [category.id, category]));
  const paths = pathsById(categories);
  const intents = new Map((await collectAll(store.intents)).map((intent) => [intent.id, intent]));
  const category = (id: string) => `"${paths.get(id)?.join(' > ') ?? id}"`;
  const sentenceOf = (operation: TaxonomyOperation): string => {
    switch (operation.type) {
      case 'create':
        return `Make the category "${operation.path.join(' > ')}".`;
      case 'place': {
        const intent = intents.get(operation.intentId);
        const from = pathOf(intent?.categoryId, byId).join(' > ');
        return `File "${intent?.name ?? operation.intentId}" under "${operation.path.join(' > ')}" instead of "${from}". ${operation.reason}`.trim();
      }
      case 'rename':
        return `Rename ${category(operation.categoryId)} to "${operation.name}".`;
      case 'move':
        return `Move ${category(operation.categoryId)} below ${category(operation.parentId)}.`;
      case 'merge':
        return `Merge ${category(operation.from)} into ${category(operation.into)}.`;
      case 'split':
        return `Split ${operation.parts.map(({ name }) => `"${name}"`).join(', ')} off ${category(operation.categoryId)}.`;
      case 'remove':
        return `Remove the empty category ${category(operation.categoryId)}.`;
    }
  };
  return suggestions
    .filter(({ kind }) => kind.startsWith('taxonomy-'))
    .map((suggestion) => ({
      id: suggestion.id,
      kind: suggestion.kind,
      status: suggestion.status,
      sentence: sentenceOf(operationIn(suggestion)),
      raisedAt: suggestion.raisedAt,
    }));
}
