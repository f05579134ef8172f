import { type Clusterer, collectAll, createTicketAI, lexicalClusterer, type TicketId } from '@ticket-ai/core';
import { nameClusters } from '../../packages/core/src/text/phrases.ts';
import type { LabelledSet } from '../intents/labelled-set.ts';

/** A ticket at its place in the tree. */
export interface FiledTicket {
  readonly rowId: string;
  readonly intent: string;
  readonly path: readonly [string, string, string];
}

/** Files the labelled groups as if a perfect engine had found them; names and words are the lexical engine's, no label is shown to it. */
export async function fileGroups({ rows, gold }: LabelledSet): Promise<readonly FiledTicket[]> {
  const labelOf = new Map<TicketId, string>();
  const desk = createTicketAI({ clusterer: labelled(labelOf) });
  const rowOf = new Map(rows.map(({ rowId, draft }) => [draft.externalId, rowId]));
  await desk.ingest(rows.filter(({ rowId }) => (gold.get(rowId) ?? '') !== '').map(({ draft }) => draft));
  const rowByTicket = new Map<TicketId, string>();
  for (const { id, externalId } of await collectAll((await desk.store()).tickets)) {
    const rowId = rowOf.get(externalId) ?? '';
    rowByTicket.set(id, rowId);
    labelOf.set(id, gold.get(rowId) ?? '');
  }
  const { intents, runId } = await desk.discover();
  const views = new Map(intents.map((intent) => [intent.id, intent]));
  const store = await desk.store();
  const heads = await collectAll(store.assignmentHeads, { where: { runId, role: 'primary' } });
  await desk.close();
  return heads.flatMap(({ ticketId, intentId }) => {
    const view = intentId === undefined ? undefined : views.get(intentId);
    const rowId = rowByTicket.get(ticketId);
    return view === undefined || rowId === undefined ? [] : [{ rowId, intent: view.name, path: view.path }];
  });
}

function labelled(labelOf: ReadonlyMap<TicketId, string>): Clusterer {
  return {
    ...lexicalClusterer(),
    name: 'labelled',
    async discover({ tickets }) {
      const labels = [...new Set(tickets.map(({ ticketId }) => labelOf.get(ticketId) ?? ''))].sort();
      const at = Int32Array.from(tickets, ({ ticketId }) => labels.indexOf(labelOf.get(ticketId) ?? ''));
      const start = (text: string) => text.split(/\s+/, 50).join(' ');
      const names = nameClusters(
        {
          texts: tickets.map(({ text }) => start(text)),
          answers: tickets.map(({ replies }) => start(replies)),
        },
        at,
      );
      return {
        intents: names.map(({ name, terms }, label) => ({
          name,
          nameSource: 'lexical' as const,
          description: '',
          terms: terms.map(({ surface }) => surface),
          members: tickets
            .filter((_, row) => at[row] === label)
            .map(({ ticketId }) => ({ ticketId, confidence: 1 })),
        })),
        unassigned: [],
        notes: [],
      };
    },
  };
}
