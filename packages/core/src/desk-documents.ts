import type { Context } from './context.ts';
import type { DeskGround } from './desk-work.ts';
import { addDocument } from './document/add-document.ts';
import type { Document } from './document/document.ts';
import { findDocument } from './document/document-versions.ts';
import { requestErasure } from './document/erase-document.ts';
import { mayRead, type Reader } from './document/may-read.ts';
import { rechunkDocument } from './document/rechunk-document.ts';
import { removeDocument } from './document/remove-document.ts';
import { TicketAIError, throwIfAborted } from './errors.ts';
import type { DocumentId } from './ids.ts';
import { collectAll, findAll, type Page, type Query } from './record.ts';
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
      const page = await readablePage(
        opened,
        {
          where: { collection, deletedAt: null },
          orderBy: { field: 'source' },
          limit,
          ...(cursor === undefined ? {} : { cursor }),
        },
        reader,
      );
      return { ...page, items: await withVersions(opened, page.items) };
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

/** A page that ends with a document the reader may read: its cursor holds the source of the last one. */
async function readablePage(
  context: Context,
  query: Query<Document>,
  reader: Reader | undefined,
): Promise<Page<Document>> {
  const isReadable = (document: Document) => reader === undefined || mayRead(document, reader);
  const { items, cursor } = await context.store.documents.find(query);
  if (cursor === undefined) return { items: items.filter(isReadable) };
  const end = items.findLastIndex(isReadable) + 1;
  if (end === items.length) return { items: items.filter(isReadable), cursor };
  return readablePage(context, end === 0 ? { ...query, cursor } : { ...query, limit: end }, reader);
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

/** Also one that was removed. By its id, else by its source: whoever adds a document chooses the source, and must not take the place of another one. */
async function find({ store }: Context, idOrSource: string): Promise<Document | undefined> {
  return (await store.documents.get(idOrSource as DocumentId)) ?? findDocument(store, idOrSource);
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
