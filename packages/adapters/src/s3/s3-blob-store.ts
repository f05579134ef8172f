import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import {
  type BlobStore,
  checkBlobKey,
  checkBlobLink,
  checkBlobPrefix,
  saveAs,
  throwIfAborted,
} from '@ticket-ai/core';
import { isMissing, s3Error } from './s3-errors.ts';

/** Settings of {@link s3Blobs}. */
export interface S3BlobsOptions {
  /** It must exist; nobody but this service should be able to read it. */
  readonly bucket: string;
  /** Folder within the bucket, without a slash at the end. Default: the bucket as a whole. */
  readonly folder?: string;
  /** Default: as the AWS SDK finds it (`AWS_REGION`, profile); `us-east-1` for a server of another make. */
  readonly region?: string;
  /** Of a server that speaks S3's protocol, such as MinIO, Ceph or R2. Its buckets are then a part of the path. Default: AWS. */
  readonly endpoint?: string;
  /** Default: as the AWS SDK finds them (environment, profile, role of the machine). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** How long a request may take without a byte, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
}

/**
 * Blobs as objects of an S3 bucket. A stream goes up in parts of 5 MB, of which nobody sees anything before the last one arrived.
 * @throws `adapter-failed` when the bucket is missing, closed or out of reach; nothing is thrown before the first use
 */
export function s3Blobs(options: S3BlobsOptions): BlobStore {
  const { bucket: Bucket, folder = '', timeoutMs = 30_000, endpoint, credentials } = options;
  const region = options.region ?? (endpoint === undefined ? undefined : 'us-east-1');
  const client = new S3Client({
    ...(region === undefined ? {} : { region }),
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(credentials === undefined ? {} : { credentials }),
    requestHandler: { connectionTimeout: 5000, requestTimeout: timeoutMs },
  });
  const start = folder === '' ? '' : `${folder}/`;
  if (folder !== '') checkBlobKey(folder);
  const locate = (key: string) => {
    checkBlobKey(key);
    return { Bucket, Key: `${start}${key}` };
  };
  const read = async (key: string) => {
    const place = locate(key);
    return whenThere(Bucket, () => client.send(new GetObjectCommand(place)));
  };

  return {
    async put({ key, bytes, mediaType, abortSignal }) {
      throwIfAborted(abortSignal);
      const object = { ...locate(key), ContentType: mediaType };
      await translated<unknown>(Bucket, abortSignal, () =>
        bytes instanceof Uint8Array
          ? client.send(
              new PutObjectCommand({ ...object, Body: bytes }),
              abortSignal === undefined ? {} : { abortSignal },
            )
          : upload(client, { ...object, Body: bytes }, abortSignal),
      );
    },
    async get(key) {
      const object = await read(key);
      if (object?.Body === undefined) return undefined;
      const { Body, ContentType } = object;
      const bytes = await translated(Bucket, undefined, () => Body.transformToByteArray());
      return { bytes, mediaType: ContentType ?? unknownType };
    },
    async open(key) {
      const object = await read(key);
      if (object?.Body === undefined) return undefined;
      return {
        stream: object.Body.transformToWebStream() as ReadableStream<Uint8Array>,
        size: object.ContentLength ?? 0,
        mediaType: object.ContentType ?? unknownType,
      };
    },
    async link(key, link) {
      checkBlobLink(key, link);
      const disposition =
        link.fileName === undefined ? {} : { ResponseContentDisposition: saveAs(link.fileName) };
      return translated(Bucket, undefined, () =>
        getSignedUrl(client, new GetObjectCommand({ ...locate(key), ...disposition }), {
          expiresIn: Math.floor(link.expiresInMs / 1000),
        }),
      );
    },
    async delete(key) {
      const place = locate(key);
      // Deleting does not tell whether there was anything.
      const found = await whenThere(Bucket, () => client.send(new HeadObjectCommand(place)));
      if (found === undefined) return false;
      await translated(Bucket, undefined, () => client.send(new DeleteObjectCommand(place)));
      return true;
    },
    async *list(prefix) {
      checkBlobPrefix(prefix);
      const pages = paginateListObjectsV2({ client }, { Bucket, Prefix: `${start}${prefix}` });
      try {
        for await (const { Contents = [] } of pages)
          for (const { Key = '', Size: size = 0 } of Contents) yield { key: Key.slice(start.length), size };
      } catch (error) {
        throw s3Error(error, Bucket);
      }
    },
    close: async () => client.destroy(),
  };
}

const unknownType = 'application/octet-stream';

async function upload(
  client: S3Client,
  params: ConstructorParameters<typeof Upload>[0]['params'],
  abortSignal: AbortSignal | undefined,
): Promise<void> {
  const running = new Upload({ client, params, queueSize: 2 });
  const stop = () => void running.abort();
  abortSignal?.addEventListener('abort', stop, { once: true });
  try {
    await running.done();
  } finally {
    abortSignal?.removeEventListener('abort', stop);
  }
}

async function whenThere<Result>(bucket: string, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw s3Error(error, bucket);
  }
}

async function translated<Result>(
  bucket: string,
  abortSignal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throwIfAborted(abortSignal);
    throw s3Error(error, bucket);
  }
}
