import type { Answer, Citation } from '../../answer/answer.ts';
import type { Article } from '../../article/article.ts';
import type { Chunk, Document, DocumentVersion } from '../../document/document.ts';
import type {
  AnswerId,
  ArticleId,
  ChunkId,
  DocumentId,
  DocumentVersionId,
  IntentId,
  TicketId,
} from '../../ids.ts';
import type { ModelCall } from '../../runtime/job.ts';
import type { World } from '../run-conformance.ts';
import { actor } from './store-fixtures.ts';

/** What must be found nowhere after erasing. */
export const secret = 'Ann Smith, IBAN DE89370400440532013000';

/** A model call that saw some tickets. */
export function newModelCall(world: World, ticketIds: readonly string[]): ModelCall {
  const id = world.generateId();
  return {
    id,
    version: 1,
    key: id,
    purpose: 'answer',
    model: 'model',
    status: 'settled',
    sums: [],
    inputTokens: 1,
    outputTokens: 1,
    cachedInputTokens: 0,
    costUsd: 0.01,
    reply: secret,
    ticketIds,
    at: world.now(),
  };
}

/** An article with a remark. */
export function newArticle(world: World, remark: string): Article {
  const id = world.generateId();
  return {
    id: id as ArticleId,
    version: 1,
    intentId: `intent of ${id}` as IntentId,
    status: 'in-review',
    title: 'How to pay',
    remark,
    stale: false,
    createdAt: world.now(),
    updatedAt: world.now(),
  };
}

/** An answer, to a ticket or quoting documents. */
export function newAnswer(
  world: World,
  {
    ticketId,
    documentIds = [],
  }: { readonly ticketId?: TicketId; readonly documentIds?: readonly DocumentId[] },
): Answer {
  return {
    id: world.generateId() as AnswerId,
    version: 1,
    ...(ticketId === undefined ? {} : { ticketId }),
    question: ticketId === undefined ? 'How long does it take?' : secret,
    status: 'answered',
    sentences: documentIds.map((documentId) => ({
      text: `According to ${documentId}: ${secret}`,
      citations: [citation(documentId)],
    })),
    confidence: 0.9,
    missing: ticketId === undefined ? [] : [secret],
    channels: {},
    generator: 'extractive',
    createdAt: world.now(),
    createdBy: actor,
  };
}

function citation(documentId: DocumentId): Citation {
  const ids = {
    chunkId: `chunk of ${documentId}` as ChunkId,
    versionId: `version of ${documentId}` as DocumentVersionId,
  };
  return {
    ...ids,
    documentId,
    source: 'terms.pdf',
    title: 'Terms',
    page: 1,
    start: 0,
    end: 5,
    quote: secret,
  };
}

/** A document with one version and one chunk. */
export function newDocument(world: World): {
  readonly document: Document;
  readonly version: DocumentVersion;
  readonly chunk: Chunk;
} {
  const documentId = world.generateId() as DocumentId;
  const versionId = world.generateId() as DocumentVersionId;
  const document: Document = {
    id: documentId,
    version: 1,
    source: `${documentId}.pdf`,
    title: secret,
    collection: 'documents',
    access: [],
    addedAt: 1,
    addedBy: actor,
  };
  const version: DocumentVersion = {
    id: versionId,
    version: 1,
    documentId,
    number: 1,
    mediaType: 'application/pdf',
    bytesHash: 'bytes',
    textHash: 'text',
    parser: 'parser',
    status: 'ok',
    text: secret,
    pages: [{ number: 1, start: 0, end: secret.length, quality: 'ok' }],
    blocks: [{ kind: 'paragraph', page: 1, start: 0, end: secret.length }],
    warnings: [],
    language: 'en',
    addedAt: 1,
  };
  const chunk: Chunk = {
    id: world.generateId() as ChunkId,
    documentId,
    versionId,
    ordinal: 0,
    start: 0,
    end: secret.length,
    pageFrom: 1,
    pageTo: 1,
    headingPath: [secret],
    text: secret,
    textHash: `hash of ${documentId}`,
  };
  return { document, version, chunk };
}
