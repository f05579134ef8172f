import type { Context } from './context.ts';
import type { DeskGround } from './desk-work.ts';
import { addDocument } from './document/add-document.ts';
import type { Document } from './document/document.ts';
import { requestErasure } from './document/erase-document.ts';
import { mayRead } from './document/may-read.ts';
import { rechunkDocument } from './document/rechunk-document.ts';
import { removeDocument } from './document/remove-document.ts';
import { TicketAIError, throwIfAborted } from './errors.ts';
import type { DocumentId } from './ids.ts';
import { collectAll, findAll } from './record.ts';
import type { AsReader, DocumentView, TicketAI } from './ticket-ai.ts';

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
      const opened = await context();
      const documents = await collectAll(opened.store.documents, {
        where: { collection: 'documents', deletedAt: null },
      });
      return withVersions(
        opened,
        documents.toSorted((a, b) => (a.source < b.source ? -1 : 1)),
      );
    },
    async page({ collection = 'documents', limit = 50, cursor, reader } = {}) {
      const opened = await context();
      const { items, cursor: next } = await opened.store.documents.find({
        where: { collection, deletedAt: null },
        orderBy: { field: 'source' },
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
      const readable = items.filter((document) => reader === undefined || mayRead(document, reader));
      return {
        items: await withVersions(opened, readable),
        ...(next === undefined ? {} : { cursor: next }),
      };
    },
    async get(idOrSource, options) {
      const opened = await context();
      const document = await findShown(opened, idOrSource, options);
      const { items: versions } = await opened.store.documentVersions.find({
        where: { documentId: document.id },
        orderBy: { field: 'number', direction: 'descending' },
        limit: 20,
      });
      // A file that comes again is the version it was, which may be an old one.
      const [view = { document }] = await withVersions(opened, [document]);
      return { ...view, versions };
    },
    async version(idOrSource, { number, ...options } = {}) {
      const opened = await context();
      const document = await findShown(opened, idOrSource, options);
      const { documentVersions } = opened.store;
      const version =
        number === undefined
          ? document.currentVersionId && (await documentVersions.get(document.currentVersionId))
          : (await documentVersions.find({ where: { documentId: document.id, number }, limit: 1 })).items[0];
      if (version === undefined) {
        throw new TicketAIError('not-found', {
          message: `"${document.source}" has no version ${number ?? 'that is shown yet'}.`,
          context: { documentId: document.id },
        });
      }
      return { document, version };
    },
    async passages(idOrSource, { limit = 100, cursor, ...options } = {}) {
      const opened = await context();
      const { currentVersionId } = await findShown(opened, idOrSource, options);
      if (currentVersionId === undefined) return { items: [] };
      return opened.store.chunks.find({
        where: { versionId: currentVersionId },
        orderBy: { field: 'ordinal' },
        limit,
        ...(cursor === undefined ? {} : { cursor }),
      });
    },
    async remove(idOrSource, options) {
      const opened = await context();
      const document = await findShown(opened, idOrSource, options);
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
    async rechunk(idOrSource, options) {
      const opened = await context();
      const documents =
        idOrSource === undefined
          ? findAll(opened.store.documents, { where: { deletedAt: null } })
          : [await findShown(opened, idOrSource, options)];
      let done = { documents: 0, changed: 0, left: 0, passages: 0, tokens: 0 };
      for await (const document of documents) {
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

async function withVersions(
  { store }: Context,
  documents: readonly Document[],
): Promise<readonly DocumentView[]> {
  const latest = documents.flatMap(({ latestVersionId }) => latestVersionId ?? []);
  const versions = new Map(
    (await store.documentVersions.getMany(latest)).map((version) => [version.id, version]),
  );
  return documents.map((document) => {
    const version = document.latestVersionId && versions.get(document.latestVersionId);
    return { document, ...(version === undefined ? {} : { version }) };
  });
}

/** Also one that was removed. */
async function find({ store }: Context, idOrSource: string): Promise<Document | undefined> {
  const bySource = (await store.documents.find({ where: { source: idOrSource }, limit: 1 })).items[0];
  return bySource ?? (await store.documents.get(idOrSource as DocumentId));
}

/** One that is there for the reader. @throws `not-found`, in the same words whether it never existed or is for others */
async function findShown(context: Context, idOrSource: string, { reader }: AsReader = {}): Promise<Document> {
  const document = await find(context, idOrSource);
  const isThere = document !== undefined && document.deletedAt === undefined;
  if (isThere && (reader === undefined || mayRead(document, reader))) return document;
  throw noDocument(idOrSource);
}

function noDocument(idOrSource: string): TicketAIError {
  return new TicketAIError('not-found', {
    message: `There is no document ${idOrSource}. \`documents list\` shows them.`,
  });
}
