import type { Context } from '../context.ts';
import { findAll } from '../record.ts';

type Feedback = Context['store']['feedback'];
type Verdict = NonNullable<Awaited<ReturnType<Feedback['get']>>>['verdict'];

/** Outcomes of suggested replies, of some kinds and a time. Asked for kind by kind, because a store finds those of one kind without reading all. */
export async function* findOutcomes(
  { store }: Pick<Context, 'store'>,
  verdicts: readonly Verdict[],
  range: { readonly from?: number; readonly below?: number } = {},
) {
  for (const verdict of verdicts)
    yield* findAll(store.feedback, { where: { verdict, at: range }, orderBy: { field: 'at' } });
}
