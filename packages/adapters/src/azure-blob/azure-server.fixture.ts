import { createHmac } from 'node:crypto';
import { type LoopbackServer, serveLoopback } from '@ticket-ai/core/node';

/** A server that speaks as much of Azure Blob Storage's protocol as a blob store needs, and checks every signature. */
export interface AzureServer extends LoopbackServer {
  readonly container: { readonly connectionString: string; readonly name: string };
}

const account = 'devaccount';
const accountKey = Buffer.from('the key of the account').toString('base64');
const name = 'tickets';

/** Starts one on a free port of the loopback interface. */
export async function serveAzure(): Promise<AzureServer> {
  const blobs = new Map<string, { readonly bytes: Uint8Array; readonly mediaType: string }>();
  const blocks = new Map<string, Uint8Array>();

  async function handle(request: Request): Promise<Response> {
    const { pathname, searchParams: query } = new URL(request.url);
    const isAllowed = query.has('sig') ? checkLink(pathname, query) : checkSignature(request);
    if (!isAllowed) return failure(403, 'AuthenticationFailed');
    const [, , container = '', ...path] = decodeURIComponent(pathname).split('/');
    if (container !== name) return failure(404, 'ContainerNotFound');
    if (query.get('comp') === 'list') return listBlobs(query);
    const key = path.join('/');
    return request.method === 'PUT' ? write(key, request, query) : read(key, request, query);
  }

  async function write(key: string, request: Request, query: URLSearchParams): Promise<Response> {
    const body = await request.bytes();
    if (query.get('comp') === 'block') {
      blocks.set(`${key} ${query.get('blockid')}`, body);
      return new Response(null, { status: 201 });
    }
    const mediaType = request.headers.get('x-ms-blob-content-type') ?? '';
    if (query.get('comp') === 'blocklist') {
      const ids = [...new TextDecoder().decode(body).matchAll(/<Latest>([^<]+)<\/Latest>/g)];
      const parts = ids.map(([, id]) => (blocks.get(`${key} ${id}`) ?? new Uint8Array()).slice());
      blobs.set(key, { bytes: new Uint8Array(await new Blob(parts).arrayBuffer()), mediaType });
    } else blobs.set(key, { bytes: body, mediaType });
    return new Response(null, { status: 201, headers: { etag: '"1"' } });
  }

  function read(key: string, request: Request, query: URLSearchParams): Response {
    const blob = blobs.get(key);
    if (blob === undefined) return failure(404, 'BlobNotFound');
    if (request.method === 'DELETE') {
      blobs.delete(key);
      return new Response(null, { status: 202 });
    }
    const disposition = query.get('rscd');
    return new Response(blob.bytes.slice(), {
      headers: {
        'content-type': blob.mediaType,
        'content-length': String(blob.bytes.length),
        etag: '"1"',
        ...(disposition === null ? {} : { 'content-disposition': disposition }),
      },
    });
  }

  function listBlobs(query: URLSearchParams): Response {
    const marker = query.get('marker') ?? '';
    const keys = [...blobs.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '')).sort();
    // Small pages, so that every list has several.
    const rest = keys.filter((key) => key > marker);
    const page = rest.slice(0, 3);
    const items = page.map(
      (key) =>
        `<Blob><Name>${key}</Name><Properties><Content-Length>${blobs.get(key)?.bytes.length}</Content-Length></Properties></Blob>`,
    );
    const next = rest.length > page.length ? page.at(-1) : '';
    return xml(
      `<EnumerationResults ContainerName="${name}"><Blobs>${items.join('')}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`,
    );
  }

  const server = await serveLoopback(handle);
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};BlobEndpoint=${server.url}/${account};`;
  return { ...server, container: { connectionString, name } };
}

const xml = (text: string, status = 200, headers: Record<string, string> = {}) =>
  new Response(`<?xml version="1.0" encoding="utf-8"?>${text}`, {
    status,
    headers: { 'content-type': 'application/xml', ...headers },
  });
const failure = (status: number, code: string) =>
  xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`, status, { 'x-ms-error-code': code });
const sign = (lines: readonly string[]) =>
  createHmac('sha256', Buffer.from(accountKey, 'base64')).update(lines.join('\n')).digest('base64');

const signedHeaders = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
];

/** The signature of a request with the account's key ("Shared Key"). */
function checkSignature(request: Request): boolean {
  const url = new URL(request.url);
  const value = (header: string) => request.headers.get(header) ?? '';
  const own = [...request.headers].filter(([header]) => header.startsWith('x-ms-')).sort();
  const query = [...url.searchParams].map(([key, text]) => `${key.toLowerCase()}:${text}`).sort();
  const lines = [
    request.method,
    ...signedHeaders.map((header) =>
      header === 'content-length' && value(header) === '0' ? '' : value(header),
    ),
    ...own.map(([header, text]) => `${header}:${text}`),
    `/${account}${url.pathname}`,
    ...query,
  ];
  return value('authorization') === `SharedKey ${account}:${sign(lines)}`;
}

/** The signature of a link to one blob (service SAS, as of version 2020-12-06). */
function checkLink(pathname: string, query: URLSearchParams): boolean {
  const value = (field: string) => query.get(field) ?? '';
  const lines = [
    value('sp'),
    value('st'),
    value('se'),
    `/blob${decodeURIComponent(pathname)}`,
    '',
    value('sip'),
    value('spr'),
    value('sv'),
    value('sr'),
    '',
    '',
    value('rscc'),
    value('rscd'),
    value('rsce'),
    value('rscl'),
    value('rsct'),
  ];
  return value('sig') === sign(lines) && Date.parse(value('se')) > Date.now();
}
