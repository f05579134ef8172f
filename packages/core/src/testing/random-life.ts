import { TicketAIError } from '../errors.ts';
import type { IntentId, RunId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Taxonomy } from '../taxonomy/taxonomy.ts';
import type { TicketAI } from '../ticket-ai.ts';

/** One thing that happens; the numbers choose whom it happens to. */
export interface LifeStep {
  readonly verb: LifeVerb;
  readonly one: number;
  readonly other: number;
}

/** What can happen to a workspace. */
export const lifeVerbs = [
  'ingest',
  'discover',
  'rename',
  'merge',
  'split',
  'move',
  'move-ticket',
  'undo',
  'recluster',
  'promote',
  'drop',
  'roll-back',
] as const;

export type LifeVerb = (typeof lifeVerbs)[number];

/** What people change and can take back. */
export const changeVerbs = ['rename', 'merge', 'split', 'move', 'move-ticket'] as const;

/** Refusals that a step may meet: there is nothing to do it to, or something stands in its way. */
const expected = ['not-found', 'conflict', 'invalid-transition', 'invalid-input', 'limit-exceeded'] as const;

/** Does a step. Gives whether it was done; a refusal is none, any other error is thrown. */
export async function takeStep(desk: TicketAI, step: LifeStep): Promise<boolean> {
  try {
    return await act(desk, step);
  } catch (error) {
    if (expected.some((code) => TicketAIError.is(error, code))) return false;
    throw error;
  }
}

async function act(desk: TicketAI, { verb, one, other }: LifeStep): Promise<boolean> {
  const intents = await desk.intents.list();
  const pick = (number: number): IntentId => {
    const intent = intents[number % Math.max(1, intents.length)];
    if (intent === undefined) throw new TicketAIError('not-found', { message: 'There is no intent.' });
    return intent.id;
  };
  const runs = async (status: string) =>
    (await desk.runs.list()).find((run) => run.status === status)?.id ?? ('none' as RunId);
  switch (verb) {
    case 'ingest': {
      const word = words[one % words.length] ?? '';
      const drafts = Array.from({ length: 1 + (other % 4) }, (_, row) => ({
        externalId: `${word}-${one}-${other}-${row}`,
        body: `${word} ${row % 2 === 0 ? 'even' : 'odd'} ${one}`,
      }));
      await desk.ingest(drafts);
      return true;
    }
    case 'discover':
      await desk.discover();
      return true;
    case 'rename':
      await desk.intents.rename(pick(one), `Name ${other % 9}`);
      return true;
    case 'merge':
      await desk.intents.merge(pick(one), [pick(other)]);
      return true;
    case 'split':
      await desk.intents.split(pick(one), { parts: 2 + (other % 2) });
      return true;
    case 'move':
      await desk.intents.move(pick(one), ['Top', `Middle ${other % 3}`, `Low ${other % 5}`]);
      return true;
    case 'move-ticket': {
      const store = await desk.store();
      const tickets = await collectAll(store.tickets);
      const ticket = tickets[one % Math.max(1, tickets.length)];
      if (ticket === undefined) return false;
      await desk.tickets.move(ticket.id, other % 5 === 0 ? undefined : pick(other));
      return true;
    }
    case 'undo':
      await desk.intents.undo();
      return true;
    case 'recluster':
      await desk.recluster();
      return true;
    case 'promote':
      await desk.runs.promote(await runs('candidate'));
      return true;
    case 'drop':
      await desk.runs.drop(await runs('candidate'));
      return true;
    case 'roll-back':
      await desk.runs.rollBack();
      return true;
  }
}

/** What customers ask for in a random life. */
export const words = ['parcel', 'refund', 'login', 'invoice', 'delivery', 'password'] as const;

/** Files every intent under its own name, at once: for tests in which the tree is not the matter. */
export function plainTaxonomy(): Taxonomy {
  return {
    name: 'plain@1',
    async propose({ intents }) {
      return intents.map(({ intent }) => ({
        type: 'place' as const,
        intentId: intent.id,
        path: ['All', 'All', intent.name.slice(0, 1)] as const,
        source: 'lexical' as const,
        reason: 'By its first letter.',
      }));
    },
  };
}

/** What a user sees of a workspace: intents, where their ids lead, tickets and counts. Internal counters are left out. */
export async function visibleState(desk: TicketAI) {
  const store = await desk.store();
  const { activeRunId } = await store.workspace();
  const views = new Map((await desk.intents.list()).map((view) => [view.id, view]));
  const all = await collectAll(store.intents);
  const heads = await collectAll(store.assignmentHeads, { where: { runId: activeRunId ?? [] } });
  const aliases = new Map((await collectAll(store.intentAliases)).map(({ id, target }) => [id, target]));
  const resolve = (id: IntentId | undefined): IntentId | undefined => {
    const next = id === undefined ? undefined : aliases.get(id);
    return next === undefined ? id : resolve(next);
  };
  return {
    activeRunId,
    intents: all
      .filter(({ status }) => status === 'active')
      .map(({ version: _, categoryId: __, ...intent }) => ({ ...intent, view: views.get(intent.id) })),
    leadsTo: new Map(all.map(({ id }) => [id, resolve(id)])),
    tickets: heads.map(({ id, intentId, decision, confidence }) => [
      id,
      resolve(intentId),
      decision,
      confidence,
    ]),
    counts: new Map(await store.ticketsPerIntent()),
    categories: (await collectAll(store.categories))
      .map(({ name, level, siblingKey }) => [level, name, siblingKey])
      .sort(),
  };
}
