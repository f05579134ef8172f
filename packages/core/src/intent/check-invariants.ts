import type { CategoryId, IntentId, RunId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import { resolveAliases } from '../runtime/resolve-aliases.ts';
import type { WorkspaceStore } from '../runtime/store.ts';
import { activeRunOf } from './active-run.ts';
import type { Assignment, AssignmentHead, Intent, IntentAlias } from './intent.ts';

/** A rule that does not hold, and where. */
export interface Violation {
  readonly rule:
    | 'head-newest'
    | 'head-equals-assignment'
    | 'head-missing'
    | 'ticket-without-head'
    | 'ticket-missing'
    | 'intent-resolves'
    | 'alias-cycle'
    | 'alias-agrees'
    | 'names-unique'
    | 'counts'
    | 'category-path'
    | 'active-run';
  /** One sentence. */
  readonly message: string;
}

/**
 * Checks what must hold in a workspace at every moment, whatever was done in whichever order. Reads everything; for tests and for a look at the
 * health of a data folder. It reads in many steps, so it may see the middle of what others do meanwhile.
 */
export async function checkInvariants(store: WorkspaceStore): Promise<readonly Violation[]> {
  const intents = new Map((await collectAll(store.intents)).map((intent) => [intent.id, intent]));
  const aliases = await collectAll(store.intentAliases);
  return [
    ...(await checkHeads(store, intents, aliases)),
    ...(await checkTickets(store)),
    ...checkAliases(intents, aliases),
    ...checkNames(intents),
    ...(await checkCounts(store, aliases)),
    ...(await checkPaths(store, intents)),
    ...(await checkActiveRun(store)),
  ];
}

/** Every head is the newest assignment of its ticket, role and run, says the same, and leads to an intent; every assignment has its head. */
async function checkHeads(
  store: WorkspaceStore,
  intents: ReadonlyMap<IntentId, Intent>,
  aliases: readonly IntentAlias[],
): Promise<Violation[]> {
  const found: Violation[] = [];
  const resolve = resolveAliases(aliases);
  const tickets = new Set((await collectAll(store.tickets)).map(({ id }) => id));
  const dropped = new Set(
    (await collectAll(store.runs)).filter(({ status }) => status === 'dropped').map(({ id }) => id),
  );
  const newest = new Map<string, Assignment>();
  for await (const row of findAll(store.assignments)) {
    const id = `${row.runId}:${row.ticketId}:${row.role}`;
    if (row.sequence > (newest.get(id)?.sequence ?? -1)) newest.set(id, row);
  }
  const { activeRunId } = await store.workspace();
  const heads = new Set<string>();
  for await (const head of findAll(store.assignmentHeads)) {
    heads.add(head.id);
    const row = newest.get(head.id);
    if (row?.id !== head.assignmentId)
      found.push({ rule: 'head-newest', message: `Head ${head.id} is not the newest assignment.` });
    else if (!sameDecision(head, row))
      found.push({
        rule: 'head-equals-assignment',
        message: `Head ${head.id} says something else than its assignment.`,
      });
    if (!tickets.has(head.ticketId))
      found.push({
        rule: 'ticket-missing',
        message: `Head ${head.id} is about a ticket that does not exist.`,
      });
    if (head.intentId === undefined) continue;
    const intent = intents.get(resolve(head.intentId));
    const mayBe: readonly Intent['status'][] =
      head.runId === activeRunId ? ['active'] : ['active', 'candidate', 'retired'];
    if (intent === undefined || !mayBe.includes(intent.status))
      found.push({
        rule: 'intent-resolves',
        message: `Head ${head.id} leads to intent ${head.intentId}, which is ${intent?.status ?? 'not there'}.`,
      });
  }
  for (const [id, { runId, ticketId }] of newest)
    if (!heads.has(id) && tickets.has(ticketId) && !dropped.has(runId))
      found.push({ rule: 'head-missing', message: `Assignment ${id} has no head.` });
  return found;
}

/** Once there are intents, every ticket is decided on, or is about to be. */
async function checkTickets(store: WorkspaceStore): Promise<Violation[]> {
  const runId = await activeRunOf(store);
  const toMatch = { name: 'match-tickets', status: ['waiting', 'leased'] } as const;
  if (runId === undefined || (await store.jobs.count(toMatch)) > 0) return [];
  const decided = new Set<string>();
  for await (const { ticketId } of findAll(store.assignmentHeads, { where: { runId, role: 'primary' } }))
    decided.add(ticketId);
  return (await collectAll(store.tickets))
    .filter(({ id }) => !decided.has(id))
    .map(({ id }) => ({
      rule: 'ticket-without-head',
      message: `Ticket ${id} is neither matched nor waits in run ${runId}.`,
    }));
}

function sameDecision(head: AssignmentHead, row: Assignment): boolean {
  return (
    head.intentId === row.intentId &&
    head.decision === row.decision &&
    head.confidence === row.confidence &&
    head.sequence === row.sequence
  );
}

/** Aliases lead to an intent that is none itself, and agree with what merged intents say. */
function checkAliases(intents: ReadonlyMap<IntentId, Intent>, aliases: readonly IntentAlias[]): Violation[] {
  const found: Violation[] = [];
  const targets = new Map(aliases.map(({ id, target }) => [id, target]));
  for (const { id, target } of aliases) {
    const seen = new Set([id]);
    let at: IntentId | undefined = target;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      at = targets.get(at);
    }
    if (at !== undefined)
      found.push({ rule: 'alias-cycle', message: `The aliases of intent ${id} go in a circle.` });
    if (intents.get(id)?.mergedInto !== target)
      found.push({ rule: 'alias-agrees', message: `Alias ${id} and its intent name different winners.` });
  }
  for (const { id, status, mergedInto } of intents.values())
    if ((status === 'merged') !== targets.has(id) || (status === 'merged') !== (mergedInto !== undefined))
      found.push({
        rule: 'alias-agrees',
        message: `Intent ${id} is ${status} and ${targets.has(id) ? 'has' : 'lacks'} an alias.`,
      });
  return found;
}

/** No two active intents are called alike. */
function checkNames(intents: ReadonlyMap<IntentId, Intent>): Violation[] {
  const active = [...intents.values()].filter(({ status }) => status === 'active');
  return [...Map.groupBy(active, ({ nameKey }) => nameKey)]
    .filter(([, alike]) => alike.length > 1)
    .map(([name, alike]) => ({
      rule: 'names-unique' as const,
      message: `Intents ${alike.map(({ id }) => id).join(' and ')} are both called "${name}".`,
    }));
}

/** The store's counts are what counting heads gives. */
async function checkCounts(store: WorkspaceStore, aliases: readonly IntentAlias[]): Promise<Violation[]> {
  const resolve = resolveAliases(aliases);
  const runId: RunId | readonly RunId[] = (await store.workspace()).activeRunId ?? [];
  const counts = new Map<IntentId | undefined, number>();
  for await (const { intentId } of findAll(store.assignmentHeads, { where: { runId, role: 'primary' } })) {
    const id = intentId === undefined ? undefined : resolve(intentId);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const told = await store.ticketsPerIntent();
  return [...new Set([...counts.keys(), ...told.keys()])]
    .filter((id) => (counts.get(id) ?? 0) !== (told.get(id) ?? 0))
    .map((id) => ({
      rule: 'counts' as const,
      message: `${id ?? 'No intent'} counts ${told.get(id) ?? 0} tickets instead of ${counts.get(id) ?? 0}.`,
    }));
}

/** Every place of an intent is a category of level 3 below one of level 2 below one of level 1. */
async function checkPaths(
  store: WorkspaceStore,
  intents: ReadonlyMap<IntentId, Intent>,
): Promise<Violation[]> {
  const categories = new Map((await collectAll(store.categories)).map((category) => [category.id, category]));
  const depthOf = (id: CategoryId | undefined): number => {
    const category = id === undefined ? undefined : categories.get(id);
    if (category === undefined) return id === undefined ? 0 : Number.NaN;
    return category.level === 1 && category.parentId !== undefined
      ? Number.NaN
      : 1 + depthOf(category.parentId);
  };
  const wrong = [...categories.values()].filter(({ id, level }) => depthOf(id) !== level);
  const lost = [...intents.values()].filter(
    ({ categoryId, status }) =>
      status === 'active' && categoryId !== undefined && categories.get(categoryId)?.level !== 3,
  );
  return [
    ...wrong.map(({ id, level }) => ({
      rule: 'category-path' as const,
      message: `Category ${id} of level ${level} does not hang where it must.`,
    })),
    ...lost.map(({ id }) => ({
      rule: 'category-path' as const,
      message: `Intent ${id} is filed under what is no category of level 3.`,
    })),
  ];
}

async function checkActiveRun(store: WorkspaceStore): Promise<Violation[]> {
  const { activeRunId } = await store.workspace();
  const run = activeRunId === undefined ? undefined : await store.runs.get(activeRunId);
  return activeRunId === undefined || run?.status === 'done'
    ? []
    : [{ rule: 'active-run', message: `Run ${activeRunId} holds and is ${run?.status ?? 'not there'}.` }];
}
