import { Readable } from 'node:stream';
import { BlobSASPermissions, type BlockBlobClient, ContainerClient, RestError } from '@azure/storage-blob';
import {
  type BlobStore,
  checkBlobKey,
  checkBlobLink,
  checkBlobPrefix,
  saveAs,
  TicketAIError,
  throwIfAborted,
} from '@ticket-ai/core';
import { azureError } from './azure-errors.ts';

/** Settings of {@link azureBlobs}. */
export interface AzureBlobsOptions {
  /**
   * The container, made by you and closed to the public. A connection string with the account's key and the name of the container; or a client
   * of `@azure/storage-blob`, with whatever credential it has (a managed identity, say). Links need the account's key.
   */
  readonly container: { readonly connectionString: string; readonly name: string } | ContainerClient;
  /** Folder within the container, without a slash at the end. Default: the container as a whole. */
  readonly folder?: string;
}

/**
 * Blobs in a container of Azure Blob Storage. A stream goes up in blocks, of which nobody sees anything before the last one arrived.
 * @throws `adapter-failed` when the container is missing, closed or out of reach; nothing is thrown before the first use
 */
export function azureBlobs({ container, folder = '' }: AzureBlobsOptions): BlobStore {
  const client =
    container instanceof ContainerClient
      ? container
      : new ContainerClient(container.connectionString, container.name, {
          retryOptions: { maxTries: 3, maxRetryDelayInMs: 4000 },
        });
  if (folder !== '') checkBlobKey(folder);
  const start = folder === '' ? '' : `${folder}/`;
  const name = client.containerName;
  const locate = (key: string): BlockBlobClient => {
    checkBlobKey(key);
    return client.getBlockBlobClient(`${start}${key}`);
  };
  const download = async (key: string) => {
    const blob = locate(key);
    return whenThere(name, () => blob.download());
  };

  return {
    async put({ key, bytes, mediaType, abortSignal }) {
      throwIfAborted(abortSignal);
      const blob = locate(key);
      const settings = {
        blobHTTPHeaders: { blobContentType: mediaType },
        ...(abortSignal === undefined ? {} : { abortSignal }),
      };
      await translated<unknown>(name, abortSignal, () =>
        bytes instanceof Uint8Array
          ? blob.uploadData(bytes, settings)
          : blob.uploadStream(Readable.from(bytes, { objectMode: false }), blockBytes, 2, settings),
      );
    },
    async get(key) {
      const blob = await download(key);
      if (blob?.readableStreamBody === undefined) return undefined;
      const { readableStreamBody: body, contentType = unknownType } = blob;
      const bytes = await translated(name, undefined, () => new Response(webStream(body)).bytes());
      return { bytes, mediaType: contentType };
    },
    async open(key) {
      const blob = await download(key);
      if (blob?.readableStreamBody === undefined) return undefined;
      const {
        readableStreamBody: body,
        contentLength: size = 0,
        contentType: mediaType = unknownType,
      } = blob;
      return { stream: webStream(body), size, mediaType };
    },
    async link(key, link) {
      checkBlobLink(key, link);
      const disposition = link.fileName === undefined ? {} : { contentDisposition: saveAs(link.fileName) };
      return translated(name, undefined, () =>
        locate(key).generateSasUrl({
          permissions: BlobSASPermissions.from({ read: true }),
          expiresOn: new Date(Date.now() + link.expiresInMs),
          ...disposition,
        }),
      );
    },
    async delete(key) {
      const blob = locate(key);
      return translated(name, undefined, async () => (await blob.deleteIfExists()).succeeded);
    },
    async *list(prefix) {
      checkBlobPrefix(prefix);
      try {
        for await (const blob of client.listBlobsFlat({ prefix: `${start}${prefix}` }))
          yield { key: blob.name.slice(start.length), size: blob.properties.contentLength ?? 0 };
      } catch (error) {
        throw azureError(error, name);
      }
    },
    close: async () => {},
  };
}

const unknownType = 'application/octet-stream';
const blockBytes = 4 * 1024 * 1024;

function webStream(body: NodeJS.ReadableStream): ReadableStream<Uint8Array> {
  return Readable.toWeb(Readable.from(body, { objectMode: false })) as ReadableStream<Uint8Array>;
}

async function whenThere<Result>(name: string, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RestError && error.code === 'BlobNotFound') return undefined;
    throw azureError(error, name);
  }
}

async function translated<Result>(
  name: string,
  abortSignal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (TicketAIError.is(error)) throw error;
    throwIfAborted(abortSignal);
    throw azureError(error, name);
  }
}
