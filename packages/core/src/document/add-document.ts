import type { Context } from '../context.ts';
import { TicketAIError } from '../errors.ts';
import type { DocumentId } from '../ids.ts';
import { sha256 } from '../text/sha256.ts';
import type { Document } from './document.ts';
import { type DocumentParser, defaultParseLimits, type ParseLimits } from './document-parser.ts';
import {
  type DocumentDetails,
  findDocument,
  refuseErasing,
  refuseHidden,
  type StoredVersion,
  storeVersion,
  type VersionContent,
  versionContent,
  versionsOfFile,
} from './document-versions.ts';
import type { Reader } from './may-read.ts';
import { sniffMediaType } from './sniff-media-type.ts';

/** A file to be added. */
export interface AddDocumentInput {
  readonly bytes: Uint8Array;
  /** Identity of the document in the workspace; default: the file name. Adding under the same source makes a new version. */
  readonly source?: string;
  readonly fileName?: string;
  /** Default: the title found in the file, else the file name. */
  readonly title?: string;
  /** Groups that may read it. Default: everyone in the workspace, or what was set before. */
  readonly access?: readonly string[];
  readonly limits?: Partial<ParseLimits>;
  /** Who adds it. Absent: whoever runs the program, who may replace every document. */
  readonly reader?: Reader | undefined;
}

/** The document, its version, and whether anything changed. `version.status` tells whether the file could be read. */
export type AddedDocument = StoredVersion;

/**
 * STAGE. Reads a file, keeps its bytes and stores an immutable version. The same file again changes nothing. A file that cannot be read
 * (scanned, locked, empty) is stored too, with the reason in its status and warnings; the version shown before stays. Such a file is read
 * anew when it comes again, and so is one whose text was erased.
 * @throws `conflict` while the document is being erased (retryable), and for a source whose document the reader may not read; `invalid-input` without a source or for a kind of file no parser reads; `limit-exceeded` for a file that is too large
 */
export async function addDocument(context: Context, input: AddDocumentInput): Promise<AddedDocument> {
  const source = sourceOf(input);
  checkSize(input);
  const file = await identify(context, input, source);
  const known = await findDocument(context.store, source);
  refuseErasing(known);
  refuseHidden(known, input.reader);
  const newDocumentId = context.generateId() as DocumentId;
  const blobKey = `${context.workspaceId}/documents/${known?.id ?? newDocumentId}/${file.bytesHash}`;
  const content =
    (known && (await storedVersion(context, known, file))) ?? (await readFile(context, input, file));
  const details: DocumentDetails = {
    source,
    title: input.title ?? content.title ?? (known?.title || input.fileName) ?? source,
    collection: 'documents',
    // Not that of the document found above: reading takes long, and it may be restricted meanwhile.
    ...(input.access === undefined ? {} : { access: input.access }),
  };
  // Only now: reading takes long, and what is put before an erasing goes with it.
  if (content.isRead) await putFile(context, input.bytes, file, blobKey);
  const record = context.transaction(
    async (transaction) => {
      const { generateId, actor } = context;
      const stored = await storeVersion(transaction, {
        details,
        content: content.version,
        blobKey,
        newDocumentId,
        generateId,
        actor,
        reader: input.reader,
        now: context.now(),
      });
      const added = {
        type: 'document-added',
        documentId: stored.document.id,
        versionId: stored.version.id,
        ...(stored.restricted ? { restricted: true } : {}),
      } as const;
      await context.commit(transaction, stored.changed ? [added] : []);
      return stored;
    },
    { final: true },
  );
  return record.catch(async (error: unknown) => {
    if (content.isRead) await dropUnrecorded(context, known?.id ?? newDocumentId, blobKey).catch(() => {});
    throw error;
  });
}

/** Deletes a file that no record tells of, for no erasing would find it. While the store is away nobody knows: then it stays. */
async function dropUnrecorded({ store, blobs }: Context, id: DocumentId, blobKey: string): Promise<void> {
  const document = await store.documents.get(id);
  if (document === undefined || document.erasing === true) await blobs.delete(blobKey);
}

function sourceOf({ source, fileName }: AddDocumentInput): string {
  const given = source ?? fileName ?? '';
  if (given.trim() !== '' && !given.startsWith('article:')) return given;
  throw new TicketAIError('invalid-input', {
    message:
      given === ''
        ? 'A document needs a source or a file name.'
        : 'Sources that begin with "article:" belong to published articles. Choose another source.',
  });
}

function checkSize({ bytes, limits }: AddDocumentInput): void {
  const maximum = limits?.bytes ?? defaultParseLimits.bytes;
  if (bytes.byteLength <= maximum) return;
  const message = `The file has ${bytes.byteLength} bytes; the limit is ${maximum}. Split it, or raise the limit.`;
  throw new TicketAIError('limit-exceeded', { message, context: { bytes: bytes.byteLength, maximum } });
}

/** What a file is and who reads it. */
interface IdentifiedFile {
  readonly mediaType: string;
  readonly parser: DocumentParser;
  readonly bytesHash: string;
}

async function identify(
  context: Context,
  { bytes, fileName }: AddDocumentInput,
  source: string,
): Promise<IdentifiedFile> {
  const mediaType = sniffMediaType(bytes, fileName ?? source);
  const parser = context.documentParsers.find((candidate) => candidate.mediaTypes.includes(mediaType));
  if (parser !== undefined) return { mediaType, parser, bytesHash: await sha256(bytes) };
  const read = context.documentParsers.flatMap((candidate) => candidate.mediaTypes).join(', ');
  throw new TicketAIError('invalid-input', {
    message: `"${source}" is of type ${mediaType}, which no parser reads. Types that can be read: ${read}. Add a document parser for it.`,
    context: { source, mediaType },
  });
}

/** What to store, and the title the file itself gives. */
interface FileContent {
  readonly version: VersionContent;
  readonly title?: string | undefined;
  /** It was read just now, so that its file has to be kept. */
  readonly isRead: boolean;
}

/** What was read from this file before, when it has text. */
async function storedVersion(
  context: Context,
  document: Document,
  { bytesHash, parser }: IdentifiedFile,
): Promise<FileContent | undefined> {
  const file = { documentId: document.id, bytesHash, parser: parser.name };
  const version = (await versionsOfFile(context.store, file)).find(
    ({ status, text }) => (status === 'ok' || status === 'partial') && text !== '',
  );
  return version && { version, isRead: false };
}

async function readFile(
  context: Context,
  input: AddDocumentInput,
  file: IdentifiedFile,
): Promise<FileContent> {
  const { bytes, fileName, limits } = input;
  const { mediaType, parser, bytesHash } = file;
  const signal = context.abortSignal === undefined ? {} : { abortSignal: context.abortSignal };
  const parsed = await parser.parse({
    bytes,
    ...(fileName === undefined ? {} : { fileName }),
    ...(limits === undefined ? {} : { limits }),
    ...signal,
  });
  return {
    version: await versionContent({ parsed, mediaType, parser: parser.name, bytesHash }),
    title: parsed.title,
    isRead: true,
  };
}

async function putFile(
  { blobs, abortSignal }: Context,
  bytes: Uint8Array,
  { mediaType }: IdentifiedFile,
  key: string,
): Promise<void> {
  await blobs.put({ key, bytes, mediaType, ...(abortSignal === undefined ? {} : { abortSignal }) });
}
