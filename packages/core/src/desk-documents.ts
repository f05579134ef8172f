import type { DeskGround } from './desk-work.ts';
import { addDocument } from './document/add-document.ts';
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
      const bySource = (await opened.store.documents.find({ where: { source: idOrSource }, limit: 1 }))
        .items[0];
      const document = bySource ?? (await opened.store.documents.get(idOrSource as DocumentId));
      if (document === undefined || document.deletedAt !== undefined) {
        throw new TicketAIError('not-found', {
          message: `There is no document ${idOrSource}. \`documents list\` shows them.`,
        });
      }
      await removeDocument(opened, { documentId: document.id });
      await work.settleInline({ abortSignal: call.abortSignal });
      return document;
    },
  };
}
