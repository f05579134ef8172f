import { TicketAIError } from '../errors.ts';
import type { Suggestion } from '../intent/intent.ts';
import { nameKey } from '../intent/name-key.ts';
import type { OperationContext } from './operation-outcome.ts';
import type { SplitOperation, TaxonomyOperation } from './taxonomy-operation.ts';
import { pathKey } from './tree-keys.ts';

/** An operation as a question to a person. */
export function suggestionOf(
  operation: TaxonomyOperation,
  { generateId, now, actor }: OperationContext,
): Suggestion {
  return {
    id: generateId(),
    version: 1,
    kind: `taxonomy-${operation.type}`,
    key: suggestionKey(operation),
    operation: JSON.stringify({ version: 1, operation }),
    status: 'open',
    raisedAt: now(),
    raisedBy: actor,
  };
}

/** The same wish has the same key, however its reason is worded: a rejected suggestion is never raised again. */
export function suggestionKey(operation: TaxonomyOperation): string {
  switch (operation.type) {
    case 'place':
      return `taxonomy/place/${operation.intentId}/${pathKey(operation.path)}`;
    case 'rename':
      return `taxonomy/rename/${operation.categoryId}/${nameKey(operation.name)}`;
    case 'move':
      return `taxonomy/move/${operation.categoryId}/${operation.parentId}`;
    case 'create':
      return `taxonomy/create/${pathKey(operation.path.flatMap((name) => name ?? []))}`;
    case 'merge':
      return `taxonomy/merge/${operation.from}/${operation.into}`;
    case 'split':
      return `taxonomy/split/${operation.categoryId}/${operation.parts.map(partKey).toSorted().join('/')}`;
    case 'remove':
      return `taxonomy/remove/${operation.categoryId}`;
  }
}

function partKey({ members }: SplitOperation['parts'][number]): string {
  return members.toSorted().join('+');
}

/** The operation a suggestion asks about. @throws `invalid-input` for a suggestion about something else than the taxonomy */
export function operationIn({ id, kind, operation }: Suggestion): TaxonomyOperation {
  if (!kind.startsWith('taxonomy-'))
    throw new TicketAIError('invalid-input', {
      message: `Suggestion ${id} is not about the taxonomy but "${kind}".`,
      context: { id },
    });
  const stored: { readonly version: number; readonly operation: TaxonomyOperation } = JSON.parse(operation);
  return stored.operation;
}
