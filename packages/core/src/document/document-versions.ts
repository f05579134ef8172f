import { TicketAIError } from '../errors.ts';
import type { DocumentId, DocumentVersionId, GenerateId } from '../ids.ts';
import { type Actor, collectAll, type Repository } from '../record.ts';
import { detectLanguage } from '../text/language.ts';
import { sha256 } from '../text/sha256.ts';
import type { Document, DocumentVersion } from './document.ts';
import type { ParsedDocument } from './document-parser.ts';
import { mayRead, type Reader } from './may-read.ts';

/** Everything of a version but its place in the records. */
export type VersionContent = Omit<
  DocumentVersion,
  'id' | 'version' | 'documentId' | 'number' | 'blobKey' | 'addedAt'
>;

/** What is known of a document besides its versions. Without `access` it is for whom it was for when this is written, at first everyone. */
export type DocumentDetails = Pick<Document, 'source' | 'title' | 'collection'> &
  Pick<Partial<Document>, 'articleId' | 'access'>;

/** A parsed file as the content of a version. */
export async function versionContent(options: {
  readonly parsed: ParsedDocument;
  readonly mediaType: string;
  readonly parser: string;
  readonly bytesHash: string;
}): Promise<VersionContent> {
  const { parsed, ...origin } = options;
  const { status, text, pages, blocks, warnings } = parsed;
  const { language } = detectLanguage(text);
  return {
    ...origin,
    status,
    text,
    pages,
    blocks,
    warnings,
    textHash: await sha256(text),
    language: language === 'other' || language === 'unknown' ? 'und' : language,
  };
}

/** The two kinds of records a document lives in. A transaction has them. */
export interface DocumentRecords {
  readonly documents: Repository<Document>;
  readonly documentVersions: Repository<DocumentVersion>;
}

/** What storing a version did. `changed` is false when the same file under the same name was there already. */
export interface StoredVersion {
  readonly document: Document;
  readonly version: DocumentVersion;
  readonly changed: boolean;
  /** It was for everyone, and is for some groups only now. */
  readonly restricted: boolean;
}

/** Finds the document of a source, also a removed one: a source is one identity for ever. */
export async function findDocument(
  records: Pick<DocumentRecords, 'documents'>,
  source: string,
): Promise<Document | undefined> {
  return (await records.documents.find({ where: { source }, limit: 1 })).items[0];
}

/**
 * Stores a version and makes it the document's latest; inside a transaction. The same bytes read by the same parser to the same text are
 * one version: adding them again is a no-op, or brings the version back when another one, or none, is shown now.
 * @throws `conflict` while the document is being erased (retryable), and when the reader may not read it
 */
export async function storeVersion(
  records: DocumentRecords,
  options: {
    readonly details: DocumentDetails;
    readonly content: VersionContent;
    readonly blobKey?: string;
    readonly newDocumentId: DocumentId;
    readonly generateId: GenerateId;
    readonly now: number;
    readonly actor: Actor;
    /** Absent: whoever may read all. */
    readonly reader?: Reader | undefined;
  },
): Promise<StoredVersion> {
  const existing = await findDocument(records, options.details.source);
  refuseErasing(existing);
  refuseHidden(existing, options.reader);
  const documentId = existing?.id ?? options.newDocumentId;
  const details = { ...options.details, access: options.details.access ?? existing?.access ?? [] };
  const same = await sameVersion(records, documentId, options.content);
  const version = same ?? (await insertVersion(records, documentId, options));
  if (existing === undefined) {
    const document: Document = {
      ...details,
      id: documentId,
      version: 1,
      latestVersionId: version.id,
      addedAt: options.now,
      addedBy: options.actor,
    };
    await records.documents.insert([document]);
    return { document, version, changed: true, restricted: false };
  }
  if (same !== undefined && existing.latestVersionId === same.id && isUnchanged(existing, details)) {
    return { document: existing, version, changed: false, restricted: false };
  }
  const { source: _, ...changes } = details;
  const document = await records.documents.update(existing.id, existing.version, {
    ...changes,
    latestVersionId: version.id,
    deletedAt: undefined,
  });
  const restricted = existing.access.length === 0 && details.access.length > 0;
  return { document, version, changed: true, restricted };
}

/** What is added while older texts are being erased would be erased with them. @throws `conflict` (retryable) */
export function refuseErasing(document: Document | undefined): void {
  if (document?.erasing !== true) return;
  throw new TicketAIError('conflict', {
    message: `"${document.source}" is being erased. Add it again when that is done (\`jobs list\` shows the work that is left), or under another source.`,
    context: { documentId: document.id },
    retryable: true,
  });
}

/** What somebody may not read, nobody replaces by guessing its name. @throws `conflict` */
export function refuseHidden(document: Document | undefined, reader: Reader | undefined): void {
  if (document === undefined || reader === undefined || mayRead(document, reader)) return;
  throw new TicketAIError('conflict', {
    message: `There is a document "${document.source}" that is for others. Choose another source.`,
    context: { source: document.source },
  });
}

function isUnchanged(
  document: Document,
  details: Pick<Document, 'title' | 'collection' | 'access'>,
): boolean {
  return (
    document.deletedAt === undefined &&
    document.title === details.title &&
    document.collection === details.collection &&
    [...document.access].sort().join('\n') === [...details.access].sort().join('\n')
  );
}

/** A version of the same file with another status or text is an attempt that failed, or was erased. */
async function sameVersion(
  records: DocumentRecords,
  documentId: DocumentId,
  content: VersionContent,
): Promise<DocumentVersion | undefined> {
  const known = await versionsOfFile(records, { ...content, documentId });
  return known.find(({ status, text }) => status === content.status && text === content.text);
}

/** The versions that were read from the same bytes by the same parser, the newest first. */
export async function versionsOfFile(
  records: Pick<DocumentRecords, 'documentVersions'>,
  { documentId, bytesHash, parser }: Pick<DocumentVersion, 'documentId' | 'bytesHash' | 'parser'>,
): Promise<readonly DocumentVersion[]> {
  const versions = await collectAll(records.documentVersions, { where: { documentId, bytesHash, parser } });
  return versions.toSorted((left, right) => right.number - left.number);
}

async function insertVersion(
  records: DocumentRecords,
  documentId: DocumentId,
  {
    content,
    blobKey,
    generateId,
    now,
  }: {
    readonly content: VersionContent;
    readonly blobKey?: string;
    readonly generateId: GenerateId;
    readonly now: number;
  },
): Promise<DocumentVersion> {
  const newest = (
    await records.documentVersions.find({
      where: { documentId },
      orderBy: { field: 'number', direction: 'descending' },
      limit: 1,
    })
  ).items[0];
  const version: DocumentVersion = {
    ...content,
    id: generateId() as DocumentVersionId,
    version: 1,
    documentId,
    number: (newest?.number ?? 0) + 1,
    ...(blobKey === undefined ? {} : { blobKey }),
    addedAt: now,
  };
  await records.documentVersions.insert([version]);
  return version;
}
