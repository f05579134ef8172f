import { z } from '@hono/zod-openapi';
import { actorSchema, fileNameSchema, limit, listOf, pageOf, time } from './common.ts';

const collection = z.enum(['documents', 'articles']);

const state = z.enum(['indexing', 'shown', 'unreadable']).openapi({
  description:
    '`shown`: search finds the version added last; `indexing`: it soon will; `unreadable`: it has no text, see its status and warnings. Until then an older version is shown, if there is one',
});

const versionShape = {
  id: z.string(),
  number: z.int(),
  mediaType: z.string(),
  status: z.enum(['ok', 'partial', 'needs_ocr', 'encrypted', 'garbled', 'too_large', 'timed_out', 'invalid']),
  language: z.string(),
  characters: z.int(),
  pages: z.int(),
  warnings: listOf(z.string()),
  addedAt: time,
};

const version = z.object(versionShape).openapi('DocumentVersion');

export const documentSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    title: z.string(),
    collection,
    articleId: z.string().optional(),
    access: listOf(z.string()).openapi({ description: 'Groups that may read it; none: everyone' }),
    state,
    latest: version.optional().openapi({ description: 'The version added last' }),
    addedAt: time,
    addedBy: actorSchema,
  })
  .openapi('Document');

export const documentPageSchema = pageOf(documentSchema).openapi('DocumentPage');

export const addedDocumentSchema = z
  .object({ document: documentSchema, changed: z.boolean() })
  .openapi('AddedDocument');

export const documentErasureSchema = z.object({ documentId: z.string() }).openapi('DocumentErasure');

const page = z.object({
  number: z.int(),
  start: z.int(),
  end: z.int(),
  quality: z.enum(['ok', 'empty', 'scanned', 'garbled']),
});

export const documentDetailSchema = z
  .object({
    document: documentSchema,
    versions: listOf(
      z.object({
        ...versionShape,
        pages: listOf(page),
        isShown: z.boolean().openapi({ description: 'Whether readers see this one' }),
      }),
    ).openapi({ description: 'The newest first, 20 at most' }),
  })
  .openapi('DocumentDetail');

export const documentTextSchema = z
  .object({
    documentId: z.string(),
    versionId: z.string(),
    number: z.int(),
    text: z.string().openapi({ description: 'Offsets are UTF-16 indices into it' }),
    pages: listOf(page),
  })
  .openapi('DocumentText');

export const passagePageSchema = pageOf(
  z.object({
    id: z.string(),
    versionId: z.string(),
    ordinal: z.int(),
    start: z.int(),
    end: z.int(),
    pageFrom: z.int(),
    pageTo: z.int(),
    headingPath: listOf(z.string()),
    text: z.string(),
  }),
).openapi('PassagePage');

export const rechunkedSchema = z
  .object({
    documents: z.int(),
    changed: z.int(),
    left: z.int().openapi({ description: 'Without text that can be cut' }),
    passages: z.int(),
    tokens: z.int().openapi({ description: 'Estimated' }),
  })
  .openapi('Rechunked');

const group = z.string().max(100);

export const newDocumentQuerySchema = z.strictObject({
  fileName: fileNameSchema.optional().openapi({ description: 'Needed when the body is the file itself' }),
  source: z.string().min(1).max(500).optional().openapi({
    description: 'What it is known by: the same source again is a new version. Default: the file name',
  }),
  title: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .openapi({ description: 'Default: what the file says, else its name' }),
  access: z
    .union([group, z.array(group).max(100)])
    .optional()
    .openapi({
      description:
        'A group that may read it; may be given several times. Empty: everyone. Default: as before, at first everyone',
    }),
});

export const documentQuerySchema = z.strictObject({
  collection: collection.default('documents'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(2000).optional(),
});

export const passageQuerySchema = z.strictObject({
  limit: limit.default(50),
  cursor: z.string().max(2000).optional(),
});

export const textQuerySchema = z.strictObject({
  version: z.coerce.number().int().min(1).optional().openapi({ description: 'Default: the one readers see' }),
});
