import { articlesRestingOn } from './article/resting-articles.ts';
import { readResult } from './desk-result.ts';
import type { DeskGround } from './desk-work.ts';
import { lossesOfIntents } from './intent/preview-removal.ts';
import { collectAll } from './record.ts';
import { rejectedRows, requestImport, ticketsOfImport, undoImport } from './ticket/import-tickets.ts';
import { previewImport } from './ticket/preview-import.ts';
import type { TicketAI } from './ticket-ai.ts';

type ImportVerbs = Pick<
  TicketAI,
  'importFile' | 'previewImport' | 'imports' | 'rejectedRows' | 'undoImport' | 'previewUndoImport'
>;

/** The verbs about files of tickets. */
export function deskImports({ work, call }: DeskGround): ImportVerbs {
  const context = () => work.context(call);
  return {
    async importFile(request) {
      const opened = await context();
      const { id } = await requestImport(opened, request);
      await work.settleInline({ abortSignal: call.abortSignal, key: `import:${id}` });
      return readResult(() => opened.store.imports.get(id));
    },
    async previewImport(request) {
      return previewImport(await context(), request);
    },
    async imports() {
      const { store } = await context();
      return collectAll(store.imports, { orderBy: { field: 'startedAt', direction: 'descending' } });
    },
    async rejectedRows(importId) {
      return rejectedRows(await context(), importId);
    },
    async undoImport(importId) {
      const undone = await undoImport(await context(), { importId });
      await work.settleInline({ abortSignal: call.abortSignal });
      return undone;
    },
    async previewUndoImport(importId) {
      const opened = await context();
      const ticketIds = await ticketsOfImport(opened, importId);
      return {
        tickets: ticketIds.length,
        intents: await lossesOfIntents(opened, ticketIds),
        articles: await articlesRestingOn(opened, ticketIds),
      };
    },
  };
}
