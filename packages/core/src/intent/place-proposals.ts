import type { Context } from '../context.ts';
import type { IntentId } from '../ids.ts';
import { collectAll } from '../record.ts';
import { resolveAliases } from '../runtime/resolve-aliases.ts';
import type { Transaction } from '../runtime/store.ts';
import { inActiveRun } from './active-run.ts';
import type { ProposedIntent } from './clusterer.ts';
import type { Intent, Run } from './intent.ts';
import { exemplarsOf, newIntent } from './new-intent.ts';

/** Share of common terms from which on a proposal is an empty intent come back. */
const sameTerms = 0.5;

/**
 * Stores what a discovery proposes; gives an intent per proposal, in order. An intent that has lost all its tickets (their import was taken
 * back, say) and is proposed again comes back with its id, name, place and article, instead of a second one being made.
 */
export async function placeProposals(
  context: Context,
  transaction: Transaction,
  run: Pick<Run, 'id'>,
  proposals: readonly ProposedIntent[],
): Promise<readonly Intent[]> {
  const active = await collectAll(transaction.intents, { where: { status: 'active' } });
  const takenNames = new Set(active.map((intent) => intent.nameKey));
  const empty = new Set(await withoutTickets(transaction, active));
  const placed: Intent[] = [];
  for (const proposal of proposals) {
    const known = mostAlike(proposal, empty);
    if (known === undefined) {
      const intent = newIntent(context, run, proposal, takenNames);
      await transaction.intents.insert([intent]);
      placed.push(intent);
    } else {
      empty.delete(known);
      const { description, terms } = proposal;
      placed.push(
        await transaction.intents.update(known.id, known.version, {
          description,
          terms,
          exemplars: exemplarsOf(proposal),
        }),
      );
    }
  }
  return placed;
}

async function withoutTickets(
  transaction: Transaction,
  active: readonly Intent[],
): Promise<readonly Intent[]> {
  const resolve = resolveAliases(await collectAll(transaction.intentAliases));
  const used = new Set<IntentId>();
  const heads = await collectAll(transaction.assignmentHeads, {
    where: { ...(await inActiveRun(transaction)), role: 'primary' },
  });
  for (const { intentId } of heads) {
    if (intentId !== undefined) used.add(resolve(intentId));
  }
  return active.filter(({ id }) => !used.has(id));
}

function mostAlike({ terms }: ProposedIntent, intents: Iterable<Intent>): Intent | undefined {
  let best: { readonly intent: Intent; readonly share: number } | undefined;
  for (const intent of intents) {
    const common = intent.terms.filter((term) => terms.includes(term)).length;
    const share = common / Math.max(1, new Set([...intent.terms, ...terms]).size);
    if (share >= sameTerms && share > (best?.share ?? 0)) best = { intent, share };
  }
  return best?.intent;
}
