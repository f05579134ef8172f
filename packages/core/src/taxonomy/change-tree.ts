import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { TicketAIEvent } from '../events.ts';
import type { Transaction } from '../runtime/store.ts';
import type { RefusedOperation } from './apply-operations.ts';
import { storeOperations } from './store-operations.ts';
import type { TaxonomyOperation } from './taxonomy-operation.ts';

/** Operations in a person's name: they override pins and set them. */
export function asPerson(operations: readonly TaxonomyOperation[]): readonly TaxonomyOperation[] {
  return operations.map((operation) => ({ ...operation, source: 'person' as const }));
}

/**
 * Applies a person's operations, all or none, and gives the event that tells of them; none when nothing changed.
 * @throws `invalid-input` or `limit-exceeded`, with what is refused and why
 */
export async function changeTree(
  context: Context,
  transaction: Transaction,
  operations: readonly TaxonomyOperation[],
): Promise<readonly TicketAIEvent[]> {
  const { refused, before } = await storeOperations(context, transaction, asPerson(operations));
  throwRefused(refused);
  const { created, changed, removed, refiled } = before;
  return created.length + changed.length + removed.length + refiled.length === 0
    ? []
    : [{ type: 'taxonomy-changed', operations: operations.map(({ type }) => type), before }];
}

/** Turns refusals into one error. */
export function throwRefused(refused: readonly RefusedOperation[]): void {
  const [first] = refused;
  if (first === undefined) return;
  throw new TicketAIError(first.code === 'limit-exceeded' ? 'limit-exceeded' : 'invalid-input', {
    message: refused.map(({ message }) => message).join(' '),
    context: { code: first.code },
  });
}
