import type { Context } from '../context.ts';
import type { IntentId, TicketId } from '../ids.ts';
import type { ProposedIntent } from './clusterer.ts';
import type { Intent, Run } from './intent.ts';
import { nameKey } from './name-key.ts';

/** Exemplars kept per intent. */
const exemplarCount = 64;

/** The tickets that show it best. */
export function exemplarsOf({ members }: ProposedIntent): readonly TicketId[] {
  return members.slice(0, exemplarCount).map(({ ticketId }) => ticketId);
}

/** Makes an intent of a proposal. A name that is taken gets the first of its terms that tells it apart, else a number. */
export function newIntent(
  context: Context,
  run: Pick<Run, 'id'>,
  proposal: ProposedIntent,
  takenNames: Set<string>,
): Intent {
  const variants = [proposal.name, ...proposal.terms.map((term) => `${proposal.name} (${term})`)];
  let name = variants.find((variant) => !takenNames.has(nameKey(variant)));
  for (let number = 2; name === undefined; number += 1) {
    const numbered = `${proposal.name} ${number}`;
    if (!takenNames.has(nameKey(numbered))) name = numbered;
  }
  takenNames.add(nameKey(name));
  return {
    id: context.generateId() as IntentId,
    version: 1,
    name,
    nameSource: proposal.nameSource,
    nameKey: nameKey(name),
    description: proposal.description,
    status: 'active',
    terms: proposal.terms,
    exemplars: exemplarsOf(proposal),
    pins: [],
    createdAt: context.now(),
    createdBy: context.actor,
    createdInRun: run.id,
  };
}
