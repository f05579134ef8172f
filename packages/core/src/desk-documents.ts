import type { Context } from './context.ts';
import type { DeskGround } from './desk-work.ts';
import { addDocument } from './document/add-document.ts';
import type { Document } from './document/document.ts';
import { requestErasure } from './document/erase-document.ts';
import { removeDocument } from './document/remove-document.ts';
import { TicketAIError } from './errors.ts';
import type { DocumentId } from './ids.ts';
import { collectAll } from './record.ts';
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
