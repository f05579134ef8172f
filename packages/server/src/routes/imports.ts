import type { ImportId, ImportRecord, TicketAI } from '@ticket-ai/core';
import { type Api, errorReply, fit, found, openRoute, replies } from './api.ts';
import { readUpload, uploadContent } from './read-upload.ts';
import { idParams } from './schemas/common.ts';
import {
  importListSchema,
  importPreviewSchema,
  importQuerySchema,
  importSchema,
  importUndoneSchema,
  rejectedRowsSchema,
  undoImportPreviewSchema,
} from './schemas/import.ts';

const startImport = openRoute('editor', {
  method: 'post',
  path: '/api/imports',
  summary: 'Upload a file of tickets; it is read in the background',
  request: { query: importQuerySchema, body: { required: true, content: uploadContent } },
  responses: {
    202: {
      description: 'The import, to be watched at its Location',
      content: { 'application/json': { schema: importSchema } },
    },
    default: errorReply,
  },
});

const listImports = openRoute('viewer', {
  method: 'get',
  path: '/api/imports',
  summary: 'List imports, newest first',
  responses: replies(200, importListSchema, 'All imports'),
});

const readImport = openRoute('viewer', {
  method: 'get',
  path: '/api/imports/{id}',
  summary: 'See how far an import is',
  request: { params: idParams },
  responses: replies(200, importSchema, 'The import'),
});

const listRejected = openRoute('viewer', {
  method: 'get',
  path: '/api/imports/{id}/rejected-rows',
  summary: 'List the rows of a file that could not become tickets',
  request: { params: idParams },
  responses: replies(200, rejectedRowsSchema, 'Rows with their line and what is wrong'),
});

/** For editors, though nothing is written: it reads as much as an import. */
const previewImport = openRoute('editor', {
  method: 'post',
  path: '/api/imports/preview',
  summary: 'See what importing a file would do with each row; nothing is written',
  request: { query: importQuerySchema, body: { required: true, content: uploadContent } },
  responses: replies(200, importPreviewSchema, 'What would be taken, and what would be refused'),
});

const previewUndo = openRoute('viewer', {
  method: 'get',
  path: '/api/imports/{id}/undo',
  summary: 'See what taking an import back would remove; nothing is done',
  request: { params: idParams },
  responses: replies(200, undoImportPreviewSchema, 'Tickets, intents and articles that would lose something'),
});

const undoImport = openRoute('editor', {
  method: 'post',
  path: '/api/imports/{id}/undo',
  summary: 'Take an import back: its tickets, their texts and assignments',
  request: { params: idParams },
  responses: replies(200, importUndoneSchema, 'How many tickets were removed'),
});

/** Files of tickets. */
export function addImportRoutes(app: Api): void {
  app.openapi(startImport, async (c) => {
    const record = await c.var.desk.importFile(await readUpload(c.req, c.req.valid('query')));
    c.header('Location', `/api/imports/${record.id}`);
    return c.json(fit(importSchema, record), 202);
  });
  app.openapi(previewImport, async (c) => {
    const upload = await readUpload(c.req, c.req.valid('query'));
    return c.json(fit(importPreviewSchema, await c.var.desk.previewImport(upload)), 200);
  });
  app.openapi(previewUndo, async (c) => {
    const { id } = await findImport(c.var.desk, c.req.valid('param').id);
    return c.json(fit(undoImportPreviewSchema, await c.var.desk.previewUndoImport(id)), 200);
  });
  app.openapi(undoImport, async (c) => {
    const { id } = await findImport(c.var.desk, c.req.valid('param').id);
    return c.json(fit(importUndoneSchema, { removed: await c.var.desk.undoImport(id) }), 200);
  });
  app.openapi(listImports, async (c) =>
    c.json(fit(importListSchema, { items: await c.var.desk.imports() }), 200),
  );
  app.openapi(readImport, async (c) =>
    c.json(fit(importSchema, await findImport(c.var.desk, c.req.valid('param').id)), 200),
  );
  app.openapi(listRejected, async (c) => {
    const { id } = await findImport(c.var.desk, c.req.valid('param').id);
    return c.json(fit(rejectedRowsSchema, { items: await c.var.desk.rejectedRows(id) }), 200);
  });
}

/** Rejected rows are kept as a file: only the record tells whether it is the caller's. */
async function findImport(desk: TicketAI, id: string): Promise<ImportRecord> {
  return found(await (await desk.store()).imports.get(id as ImportId), 'import', id);
}
