import type { Context } from '../context.ts';
import type { IntentId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { candidateDecisions, countChange } from './candidate-decisions.ts';
import { faceOf, knownFaces, membersAt } from './candidate-faces.ts';
import type { ClusterPlan, ProposedIntent, TicketText } from './clusterer.ts';
import { erasedMeanwhile } from './erased-meanwhile.ts';
import type { Intent, Run, RunChange, RunNote } from './intent.ts';
import { newIntent } from './new-intent.ts';
import type { ReclusterPlan } from './plan-recluster.ts';
import type { Today } from './read-today.ts';
import { writeInBatches } from './write-in-batches.ts';

/** What a candidate is made of. */
export interface CandidateParts {
  readonly run: Run;
  readonly today: Today;
  readonly tickets: readonly TicketText[];
  readonly looks: readonly ClusterPlan[];
  readonly plan: ReclusterPlan;
}

/** Stores what a re-clustering found: new intents as candidates, what known ones become, an assignment for every ticket, and the change in numbers. */
export async function writeCandidate(
  context: Context,
  transaction: Transaction,
  { run, today, tickets, looks, plan }: CandidateParts,
): Promise<void> {
  const proposals = looks[0]?.intents ?? [];
  const made = await makeIntents(context, transaction, run, proposals, plan);
  const placeOf = (ticketId: TicketId): IntentId | undefined => {
    const place = plan.places.get(ticketId);
    return typeof place === 'number' ? made.get(place)?.id : place;
  };
  const faces = [
    ...[...made.values()].map((intent) => faceOf(run.id, { ...intent, status: 'active' })),
    ...knownFaces(run.id, today, proposals, plan, placeOf),
  ];
  await transaction.runIntents.insert(faces);
  const decisions = candidateDecisions(context, tickets, today, proposals, placeOf);
  await writeInBatches(context, transaction, run.id, decisions);
  const change = countChange(tickets, today, placeOf);
  await transaction.runs.update(run.id, run.version, {
    status: 'candidate',
    change,
    notes: [...notesOf(looks), ...churnNotes(run, change)],
    finishedAt: context.now(),
  });
  const erasedIds = await erasedMeanwhile(transaction, faces);
  await context.commit(transaction, [
    { type: 'intents-reclustered', runId: run.id, ...(erasedIds.length === 0 ? {} : { erasedIds }) },
  ]);
}

/** What the looks have to tell, each kind once: where the model's budget ended in the second look alone, few tickets can move, and a person must know why. */
function notesOf(looks: readonly Pick<ClusterPlan, 'notes'>[]): readonly RunNote[] {
  const notes = looks.flatMap((look) => look.notes);
  return notes.filter(({ code }, at) => notes.findIndex((other) => other.code === code) === at);
}

/** The new intents, by their position in the first look. */
async function makeIntents(
  context: Context,
  transaction: Transaction,
  run: Run,
  proposals: readonly ProposedIntent[],
  plan: ReclusterPlan,
): Promise<ReadonlyMap<number, Intent>> {
  const active = await collectAll(transaction.intents, { where: { status: 'active' } });
  const taken = new Set(active.map(({ nameKey }) => nameKey));
  const made = new Map<number, Intent>();
  for (const [position, proposal] of proposals.entries()) {
    const members = membersAt(proposal, plan, position);
    if (plan.identities[position] !== undefined || members.length === 0) continue;
    made.set(position, {
      ...newIntent(context, run, { ...proposal, members }, taken),
      status: 'candidate',
    });
  }
  await transaction.intents.insert([...made.values()]);
  return made;
}

function churnNotes({ churnBudget }: Run, { churn, moved, released }: RunChange): RunNote[] {
  if (churnBudget === undefined || churn <= churnBudget) return [];
  const parameters = { tickets: moved + released, churn: round(churn), budget: churnBudget };
  return [{ code: 'churn-over-budget', parameters }];
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
