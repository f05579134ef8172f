import type { IntentId, RunId, TicketId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import { resolveAliases } from '../runtime/resolve-aliases.ts';
import type { WorkspaceStore } from '../runtime/store.ts';
import type { AssignmentHead, Intent } from './intent.ts';

/** What holds in a run, as a re-clustering sees it. */
export interface Today {
  /** Heads by ticket. */
  readonly primary: ReadonlyMap<TicketId, AssignmentHead>;
  readonly secondary: ReadonlyMap<TicketId, AssignmentHead>;
  /** The intent of each ticket that has one, aliases resolved; what is only provisional counts as none. */
  readonly intentOf: ReadonlyMap<TicketId, IntentId>;
  /** Of tickets whose intent went up in another one: the intent that they were given before. */
  readonly partOf: ReadonlyMap<TicketId, IntentId>;
  /** Intents that a person made of one, by splitting it: the one that they come from. */
  readonly splitFrom: ReadonlyMap<IntentId, IntentId>;
  /** Tickets that a person decided. */
  readonly fixed: ReadonlySet<TicketId>;
  readonly active: ReadonlyMap<IntentId, Intent>;
  /** Active intents that automation must not take away: a person fixed a field or put a ticket there, or they have an article. */
  readonly kept: ReadonlySet<IntentId>;
}

/** Reads all heads of a run and what they lead to. */
export async function readToday(
  records: Pick<WorkspaceStore, 'assignmentHeads' | 'intents' | 'intentAliases' | 'articles' | 'events'>,
  runId: RunId,
): Promise<Today> {
  const resolve = resolveAliases(await collectAll(records.intentAliases));
  const intents = await collectAll(records.intents, { where: { status: 'active' } });
  const active = new Map(intents.map((intent) => [intent.id, intent]));
  const kept = new Set(intents.filter(({ pins }) => pins.length > 0).map(({ id }) => id));
  for await (const { intentId } of findAll(records.articles)) kept.add(resolve(intentId));
  const primary = new Map<TicketId, AssignmentHead>();
  const secondary = new Map<TicketId, AssignmentHead>();
  const intentOf = new Map<TicketId, IntentId>();
  const partOf = new Map<TicketId, IntentId>();
  const fixed = new Set<TicketId>();
  for await (const head of findAll(records.assignmentHeads, { where: { runId } })) {
    if (head.role === 'secondary') {
      secondary.set(head.ticketId, head);
      continue;
    }
    primary.set(head.ticketId, head);
    const intentId = head.intentId === undefined ? undefined : resolve(head.intentId);
    if (head.decision === 'person') {
      fixed.add(head.ticketId);
      if (intentId !== undefined) kept.add(intentId);
    }
    if (intentId === undefined || head.decision === 'provisional' || !active.has(intentId)) continue;
    intentOf.set(head.ticketId, intentId);
    if (head.intentId !== undefined && head.intentId !== intentId) partOf.set(head.ticketId, head.intentId);
  }
  const splitFrom = await readSplits(records, resolve);
  return { primary, secondary, intentOf, partOf, splitFrom, fixed, active, kept };
}

/** The splits that stand; what was merged again since is one. */
async function readSplits(
  { events }: Pick<WorkspaceStore, 'events'>,
  resolve: (id: IntentId) => IntentId,
): Promise<ReadonlyMap<IntentId, IntentId>> {
  const splitFrom = new Map<IntentId, IntentId>();
  for await (const { event } of findAll(events, { where: { type: 'intent-split' } }))
    if (event.type === 'intent-split')
      for (const id of event.created) {
        const [part, whole] = [resolve(id), resolve(event.intentId)];
        if (part !== whole) splitFrom.set(part, splitFrom.get(whole) ?? whole);
      }
  return splitFrom;
}
