import {
  type AsReader,
  type DocumentVersion,
  type DocumentView,
  mayRead,
  type Principal,
  type TicketAI,
} from '@ticket-ai/core';
import { refuse } from '../middleware/errors.ts';
import { refuseTickets } from '../refuse-tickets.ts';
import { type Api, errorReply, fit, openRoute, replies } from './api.ts';
import { fileContent, readFile } from './read-file.ts';
import { idParams } from './schemas/common.ts';
import {
  addedDocumentSchema,
  documentDetailSchema,
  documentErasureSchema,
  documentPageSchema,
  documentQuerySchema,
  documentTextSchema,
  newDocumentQuerySchema,
  passagePageSchema,
  passageQuerySchema,
  rechunkedSchema,
  textQuerySchema,
} from './schemas/document.ts';

const rawTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'text/html',
  'text/markdown',
  'text/plain',
  'text/csv',
  'application/octet-stream',
];

const added = {
  description: 'The document. `state` tells whether it could be read; it is indexed in the background',
  content: { 'application/json': { schema: addedDocumentSchema } },
};

const addDocument = openRoute('editor', {
  method: 'post',
  path: '/api/documents',
  summary: 'Add a document, or a new version of one; the same file again changes nothing',
  request: { query: newDocumentQuerySchema, body: { required: true, content: fileContent(rawTypes) } },
  responses: { 200: { ...added, description: 'It was there already' }, 201: added, default: errorReply },
});

const listDocuments = openRoute('viewer', {
  method: 'get',
  path: '/api/documents',
  summary: 'List documents by source, and how well they could be read; a page may hold fewer than `limit`',
  request: { query: documentQuerySchema },
  responses: replies(200, documentPageSchema, 'A page of documents'),
});

const readDocument = openRoute('viewer', {
  method: 'get',
  path: '/api/documents/{id}',
  summary: 'Read a document, by its id or source: its versions and the quality of their pages',
  request: { params: idParams },
  responses: replies(200, documentDetailSchema, 'The document'),
});

const readText = openRoute('viewer', {
  method: 'get',
  path: '/api/documents/{id}/text',
  summary: 'Read the text of a version',
  request: { params: idParams, query: textQuerySchema },
  responses: replies(200, documentTextSchema, 'The text, and where its pages stand in it'),
});

const listPassages = openRoute('viewer', {
  method: 'get',
  path: '/api/documents/{id}/passages',
  summary: 'List what search finds of a document, in reading order',
  request: { params: idParams, query: passageQuerySchema },
  responses: replies(200, passagePageSchema, 'A page of passages'),
});

const removeDocument = openRoute('editor', {
  method: 'delete',
  path: '/api/documents/{id}',
  summary: 'Remove a document: it is gone from search at once; what quoted it keeps its sources',
  request: { params: idParams },
  responses: { 204: { description: 'It is gone' }, default: errorReply },
});

const eraseDocument = openRoute('admin', {
  method: 'delete',
  path: '/api/documents/{id}/texts',
  summary:
    'Erase a document for good, also a removed one: files, texts, vectors, and what answers quote from it',
  request: { params: idParams },
  responses: replies(202, documentErasureSchema, 'It is being erased'),
});

const rechunkDocument = openRoute('editor', {
  method: 'post',
  path: '/api/documents/{id}/rechunk',
  summary: 'Cut a document into passages as the settings say now',
  request: { params: idParams },
  responses: replies(200, rechunkedSchema, 'What that did'),
});

const rechunkAll = openRoute('admin', {
  method: 'post',
  path: '/api/documents/rechunk',
  summary:
    'Cut all documents and published articles as the settings say now; who leaves stops it, and asks again for the rest',
  responses: replies(200, rechunkedSchema, 'What that did'),
});

/** The company's documents. */
export function addDocumentRoutes(app: Api): void {
  app.openapi(addDocument, async (c) => {
    const { fileName, source, title, access } = c.req.valid('query');
    const file = await readFile(c.req, { rawTypes, fileName, example: 'manual.pdf' });
    refuseTickets(file.fileName, file.bytes);
    const { document, version, changed } = await c.var.desk.documents.add({
      ...file,
      source: source ?? file.fileName,
      ...(title === undefined ? {} : { title }),
      ...(access === undefined ? {} : { access: [access].flat().filter((group) => group !== '') }),
      ...asKeeper(c.var.principal),
    });
    c.header('Location', `/api/documents/${document.id}`);
    const body = { document: describe({ document, version }), changed };
    return c.json(fit(addedDocumentSchema, body), changed ? 201 : 200);
  });
  app.openapi(listDocuments, async (c) => {
    const { collection, limit, cursor } = c.req.valid('query');
    const { items, ...rest } = await c.var.desk.documents.page({
      collection,
      limit,
      ...(cursor === undefined ? {} : { cursor }),
      ...asKeeper(c.var.principal),
    });
    return c.json(fit(documentPageSchema, { items: items.map(describe), ...rest }), 200);
  });
  app.openapi(readDocument, async (c) => {
    const { versions, ...view } = await c.var.desk.documents.get(
      c.req.valid('param').id,
      asKeeper(c.var.principal),
    );
    const { currentVersionId } = view.document;
    const body = {
      document: describe(view),
      versions: versions.map((version) => ({
        ...describeVersion(version),
        pages: version.pages,
        isShown: version.id === currentVersionId,
      })),
    };
    return c.json(fit(documentDetailSchema, body), 200);
  });
  app.openapi(readText, async (c) => {
    const reader = await readerOf(c.var.desk, c.req.valid('param').id, c.var.principal);
    const { version: number } = c.req.valid('query');
    const { document, version } = await c.var.desk.documents.version(c.req.valid('param').id, {
      ...reader,
      ...(number === undefined ? {} : { number }),
    });
    const body = { ...version, documentId: document.id, versionId: version.id };
    return c.json(fit(documentTextSchema, body), 200);
  });
  app.openapi(listPassages, async (c) => {
    const reader = await readerOf(c.var.desk, c.req.valid('param').id, c.var.principal);
    const { limit, cursor } = c.req.valid('query');
    const page = await c.var.desk.documents.passages(c.req.valid('param').id, {
      ...reader,
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
    return c.json(fit(passagePageSchema, page), 200);
  });
  app.openapi(removeDocument, async (c) => {
    await c.var.desk.documents.remove(c.req.valid('param').id, asKeeper(c.var.principal));
    return c.body(null, 204);
  });
  app.openapi(eraseDocument, async (c) => {
    const document = await c.var.desk.documents.erase(c.req.valid('param').id);
    return c.json(fit(documentErasureSchema, { documentId: document.id }), 202);
  });
  app.openapi(rechunkDocument, async (c) => {
    const done = await c.var.desk.documents.rechunk(c.req.valid('param').id, asKeeper(c.var.principal));
    return c.json(fit(rechunkedSchema, done), 200);
  });
  app.openapi(rechunkAll, async (c) => {
    const desk = c.var.desk.as({ abortSignal: c.req.raw.signal });
    return c.json(fit(rechunkedSchema, await desk.documents.rechunk()), 200);
  });
}

/** Admins keep all documents: they list, replace and remove also those whose text they may not read. */
function asKeeper(principal: Principal): AsReader {
  return principal.role === 'admin' ? {} : asReader(principal);
}

function asReader({ groups }: Principal): AsReader {
  return { reader: { groups } };
}

/** Who reads a text. An admin knows that the document is there, and is told whom it is for. */
async function readerOf(desk: TicketAI, id: string, principal: Principal): Promise<AsReader> {
  if (principal.role !== 'admin') return asReader(principal);
  const { document } = await desk.documents.get(id);
  if (mayRead(document, principal)) return {};
  throw refuse(
    'forbidden',
    `Only members of its groups may read "${document.source}": ${document.access.join(', ')}.`,
  );
}

function describe(view: DocumentView) {
  return {
    ...view.document,
    state: stateOf(view),
    ...(view.version === undefined ? {} : { latest: describeVersion(view.version) }),
  };
}

function describeVersion(version: DocumentVersion) {
  return { ...version, characters: version.text.length, pages: version.pages.length };
}

function stateOf({ document, version }: DocumentView): 'indexing' | 'shown' | 'unreadable' {
  if (document.currentVersionId !== undefined && document.currentVersionId === document.latestVersionId)
    return 'shown';
  return version?.status === 'ok' || version?.status === 'partial' ? 'indexing' : 'unreadable';
}
