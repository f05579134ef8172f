import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Agent } from 'node:https';
import { connect } from 'node:net';

/** A user of the project, as Google's API knows it. */
export interface TwinUser {
  readonly localId: string;
  readonly disabled?: boolean;
  /** Tokens issued before are revoked. Epoch seconds. */
  readonly validSince?: string;
}

/** Google's side of Firebase Authentication: keys and users, on a loopback port. */
export interface GoogleTwin {
  /** Leads every connection here, whatever host it is meant for. */
  readonly httpAgent: Agent;
  readonly users: Map<string, TwinUser>;
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  /** A token as Firebase issues it, changed where told. */
  token(claims?: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): string;
  /** Whether it answers. */
  isUp: boolean;
  readonly publicKey: string;
  close(): Promise<void>;
}

const keyId = 'key-1';
export const projectId = 'desk-project';

/** Starts the twin. Tokens are signed with a key of its own, and verified by the real library. */
export async function startGoogleTwin(): Promise<GoogleTwin> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const users = new Map<string, TwinUser>();
  const asked: string[] = [];
  const twin = { isUp: true };
  const server = createServer(async (request, response) => {
    asked.push(request.url ?? '');
    const reply = (status: number, body: unknown, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    if (!twin.isUp) return reply(503, { error: { message: 'UNAVAILABLE' } });
    if (request.url?.includes('securetoken@system'))
      return reply(200, { [keyId]: pem }, { 'cache-control': 'max-age=3600' });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { localId = [] } = JSON.parse(Buffer.concat(chunks).toString() || '{}') as { localId?: string[] };
    return reply(200, { users: localId.flatMap((id) => users.get(id) ?? []) });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  class LoopbackAgent extends Agent {
    override createConnection() {
      return connect({ host: '127.0.0.1', port });
    }
  }
  return Object.assign(twin, {
    httpAgent: new LoopbackAgent(),
    users,
    asked,
    publicKey: pem,
    token: (claims = {}, header = {}) => sign(privateKey, claims, header),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The claims of a token that is good now. */
export function goodClaims(): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: `https://securetoken.google.com/${projectId}`,
    aud: projectId,
    auth_time: now - 60,
    iat: now - 60,
    exp: now + 3000,
    sub: 'ann',
    user_id: 'ann',
    email: 'ann@example.com',
    email_verified: true,
    firebase: { identities: {}, sign_in_provider: 'google.com' },
  };
}

/** Signs with RS256. */
export function sign(
  key: KeyObject,
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>>,
): string {
  const body = `${encode({ alg: 'RS256', kid: keyId, typ: 'JWT', ...header })}.${encode({ ...goodClaims(), ...claims })}`;
  return `${body}.${createSign('RSA-SHA256').update(body).sign(key, 'base64url')}`;
}
