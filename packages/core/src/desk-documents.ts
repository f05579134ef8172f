import type { Context } from './context.ts';
import type { DeskGround } from './desk-work.ts';
import { addDocument } from './document/add-document.ts';
import type { Document } from './document/document.ts';
import { requestErasure } from './document/erase-document.ts';
import { rechunkDocument } from './document/rechunk-document.ts';
import { removeDocument } from './document/remove-document.ts';
import { TicketAIError, throwIfAborted } from './errors.ts';
import type { DocumentId } from './ids.ts';
import { collectAll, findAll } from './record.ts';
import type { TicketAI } from './ticket-ai.ts';

/** The verbs about documents. */
export function deskDocuments({ work, call }: DeskGround): TicketAI['documents'] {
  const context = () => work.context(call);
  return {
    async add(file) {
      const result = await addDocument(await context(), file);
      await work.settleInline({ abortSignal: call.abortSignal });
      return result;
    },
    async list() {
      const { store } = await context();
      const documents = (
        await collectAll(store.documents, { where: { collection: 'documents', deletedAt: null } })
      ).toSorted((a, b) => (a.source < b.source ? -1 : 1));
      const latest = documents.flatMap(({ latestVersionId }) => latestVersionId ?? []);
      const versions = new Map(
        (await store.documentVersions.getMany(latest)).map((version) => [version.id, version]),
      );
      return documents.map((document) => {
        const version = document.latestVersionId && versions.get(document.latestVersionId);
        return { document, ...(version === undefined ? {} : { version }) };
      });
    },
    async remove(idOrSource) {
      const opened = await context();
      const document = await find(opened, idOrSource);
      if (document === undefined || document.deletedAt !== undefined) throw noDocument(idOrSource);
      await removeDocument(opened, { documentId: document.id });
      await work.settleInline({ abortSignal: call.abortSignal });
      return document;
    },
    async erase(idOrSource) {
      const opened = await context();
      const document = await find(opened, idOrSource);
      if (document === undefined) throw noDocument(idOrSource);
      await requestErasure(opened, { documentId: document.id });
      await work.settleInline({ abortSignal: call.abortSignal, key: `erase:${document.id}` });
      return (await opened.store.documents.get(document.id)) ?? document;
    },
    async rechunk() {
      const opened = await context();
      let done = { documents: 0, changed: 0, left: 0, passages: 0, tokens: 0 };
      for await (const document of findAll(opened.store.documents, { where: { deletedAt: null } })) {
        throwIfAborted(call.abortSignal);
        const { status, passages, tokens } = await rechunkDocument(opened, { documentId: document.id });
        done = {
          documents: done.documents + 1,
          changed: done.changed + (status === 'rechunked' ? 1 : 0),
          left: done.left + (status === 'left' ? 1 : 0),
          passages: done.passages + passages,
          tokens: done.tokens + tokens,
        };
        opened.onProgress?.({ stage: 'rechunk', step: document.source, done: done.documents, total: 0 });
      }
      await work.settleInline({ abortSignal: call.abortSignal });
      return done;
    },
  };
}

/** Also one that was removed. */
async function find({ store }: Context, idOrSource: string): Promise<Document | undefined> {
  const bySource = (await store.documents.find({ where: { source: idOrSource }, limit: 1 })).items[0];
  return bySource ?? (await store.documents.get(idOrSource as DocumentId));
}

function noDocument(idOrSource: string): TicketAIError {
  return new TicketAIError('not-found', {
    message: `There is no document ${idOrSource}. \`documents list\` shows them.`,
  });
}
