import { createHash, createHmac } from 'node:crypto';
import { type LoopbackServer, serveLoopback } from '@ticket-ai/core/node';

/** What a request came to, for tests that look. */
interface StoredObject {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** A server that speaks as much of S3's protocol as a blob store needs, and checks every signature. */
export interface S3Server extends LoopbackServer {
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly bucket: string;
  /** Uploads in parts that were neither finished nor given up. */
  readonly unfinished: () => number;
}

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' };
const bucket = 'tickets';

/** Starts one on a free port of the loopback interface. */
export async function serveS3(): Promise<S3Server> {
  const objects = new Map<string, StoredObject>();
  const uploads = new Map<string, { readonly mediaType: string; readonly parts: Map<number, Uint8Array> }>();

  async function handle(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const refusal = checkSignature(request);
    if (refusal !== undefined) return failure(403, refusal);
    const [, name = '', ...path] = decodeURIComponent(pathname).split('/');
    if (name !== bucket) return failure(404, 'NoSuchBucket');
    const key = path.join('/');
    if (searchParams.get('list-type') === '2') return listObjects(searchParams);
    const upload = searchParams.get('uploadId') ?? undefined;
    if (request.method === 'POST') return upload === undefined ? begin(key, request) : complete(key, upload);
    if (upload !== undefined) return part(upload, request, Number(searchParams.get('partNumber')));
    return oneObject(key, request, searchParams);
  }

  async function oneObject(key: string, request: Request, query: URLSearchParams): Promise<Response> {
    if (request.method === 'PUT') {
      objects.set(key, {
        bytes: await request.bytes(),
        mediaType: request.headers.get('content-type') ?? '',
      });
      return new Response(null, { headers: { etag: '"1"' } });
    }
    const object = objects.get(key);
    if (request.method === 'DELETE') {
      objects.delete(key);
      return new Response(null, { status: 204 });
    }
    if (object === undefined)
      return request.method === 'HEAD' ? new Response(null, { status: 404 }) : failure(404, 'NoSuchKey');
    const disposition = query.get('response-content-disposition');
    return new Response(request.method === 'HEAD' ? null : object.bytes.slice(), {
      headers: {
        'content-type': object.mediaType,
        'content-length': String(object.bytes.length),
        ...(disposition === null ? {} : { 'content-disposition': disposition }),
      },
    });
  }

  function listObjects(query: URLSearchParams): Response {
    // Small pages, so that every list has several.
    const after = query.get('continuation-token') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).sort();
    const rest = keys.filter((key) => key > after);
    const page = rest.slice(0, 3);
    const contents = page.map(
      (key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.bytes.length}</Size></Contents>`,
    );
    const more = rest.length > page.length;
    return xml(
      `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
    );
  }

  function begin(key: string, request: Request): Response {
    const id = `upload-${uploads.size + 1}`;
    uploads.set(id, { mediaType: request.headers.get('content-type') ?? '', parts: new Map() });
    return xml(
      `<InitiateMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  }

  async function part(id: string, request: Request, number: number): Promise<Response> {
    if (request.method === 'DELETE') {
      uploads.delete(id);
      return new Response(null, { status: 204 });
    }
    uploads.get(id)?.parts.set(number, await request.bytes());
    return new Response(null, { headers: { etag: `"${number}"` } });
  }

  async function complete(key: string, id: string): Promise<Response> {
    const upload = uploads.get(id);
    if (upload === undefined) return failure(404, 'NoSuchUpload');
    const parts = [...upload.parts].sort(([one], [other]) => one - other).map(([, bytes]) => bytes.slice());
    objects.set(key, {
      bytes: new Uint8Array(await new Blob(parts).arrayBuffer()),
      mediaType: upload.mediaType,
    });
    uploads.delete(id);
    return xml(
      `<CompleteMultipartUploadResult><Bucket>${bucket}</Bucket><Key>${key}</Key><ETag>"1"</ETag></CompleteMultipartUploadResult>`,
    );
  }

  return { ...(await serveLoopback(handle)), credentials, bucket, unfinished: () => uploads.size };
}

const xml = (text: string, status = 200) =>
  new Response(`<?xml version="1.0" encoding="UTF-8"?>${text}`, {
    status,
    headers: { 'content-type': 'application/xml' },
  });
const failure = (status: number, code: string) =>
  xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status);

/** Signature version 4, in the header or in the URL; tells the error code of what is wrong. */
function checkSignature(request: Request): string | undefined {
  const url = new URL(request.url);
  const header = request.headers.get('authorization') ?? '';
  const field = (name: string) =>
    new RegExp(`${name}=([^,]+)`).exec(header)?.[1] ?? url.searchParams.get(`X-Amz-${name}`) ?? '';
  const [key, day = '', region = '', service = ''] = field('Credential').split('/');
  if (key !== credentials.accessKeyId) return 'InvalidAccessKeyId';
  const time = request.headers.get('x-amz-date') ?? url.searchParams.get('X-Amz-Date') ?? '';
  const isLink = url.searchParams.has('X-Amz-Signature');
  if (isLink && Date.now() > timeOf(time) + 1000 * Number(url.searchParams.get('X-Amz-Expires')))
    return 'AccessDenied';
  const names = field('SignedHeaders').split(';');
  const canonical = [
    request.method,
    url.pathname,
    canonicalQuery(url.searchParams),
    ...names.map((name) => `${name}:${(request.headers.get(name) ?? '').trim()}`),
    '',
    names.join(';'),
    request.headers.get('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const signing = [day, region, service, 'aws4_request'].reduce<Buffer | string>(
    (secret, text) => createHmac('sha256', secret).update(text).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  const expected = createHmac('sha256', signing)
    .update(
      ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n'),
    )
    .digest('hex');
  return field('Signature') === expected ? undefined : 'SignatureDoesNotMatch';
}

function timeOf(stamp: string): number {
  return Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function canonicalQuery(query: URLSearchParams): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}
