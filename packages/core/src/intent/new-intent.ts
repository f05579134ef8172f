import type { Context } from '../context.ts';
import type { IntentId, TicketId } from '../ids.ts';
import type { ProposedIntent } from './clusterer.ts';
import type { Intent, Run } from './intent.ts';
import { nameKey } from './name-key.ts';

/** Exemplars kept per intent. */
export const exemplarCount = 64;

/** The tickets that show it best. Several clusters of one intent share the room by their size. */
export function exemplarsOf(...clusters: readonly Pick<ProposedIntent, 'members'>[]): readonly TicketId[] {
  const total = clusters.reduce((sum, { members }) => sum + members.length, 0);
  const share = Math.min(1, exemplarCount / total);
  return clusters
    .flatMap(({ members }) => members.slice(0, Math.ceil(members.length * share)))
    .slice(0, exemplarCount)
    .map(({ ticketId }) => ticketId);
}

/** The name, or one that is not taken: with the first of its terms that tells it apart, else a number. It is taken from then on. */
export function freeName(name: string, terms: readonly string[], takenNames: Set<string>): string {
  const variants = [name, ...terms.map((term) => `${name} (${term})`)];
  let free = variants.find((variant) => !takenNames.has(nameKey(variant)));
  for (let number = 2; free === undefined; number += 1) {
    const numbered = `${name} ${number}`;
    if (!takenNames.has(nameKey(numbered))) free = numbered;
  }
  takenNames.add(nameKey(free));
  return free;
}

/** Makes an intent of a proposal, under a name that is free. */
export function newIntent(
  context: Context,
  run: Pick<Run, 'id'>,
  proposal: ProposedIntent,
  takenNames: Set<string>,
): Intent {
  const name = freeName(proposal.name, proposal.terms, takenNames);
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
