import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type ApiKey, collectAll, type Principal, type Role, TicketAIError } from '@ticket-ai/core';
import type { AuthGround } from './ground.ts';
import { unauthorized } from './roles.ts';
import { digestOf, newSecret, sameDigest } from './secrets.ts';

/** `tai_<id>_<secret>_<checksum>`: the prefix lets secret scanners find leaked keys, the checksum lets typos fail without a look-up. */
const keyShape = /^(tai_([0-9a-z]{8})_[\w-]{43})_([0-9a-f]{8})$/;
const idAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';
/** Compared against when there is no such key, so that both cases take the same steps. */
const nobody = digestOf('');

/** What a new key may do, and for how long. */
export interface NewApiKey {
  readonly name: string;
  readonly role: Role;
  /** Epoch milliseconds; absent: until revoked. */
  readonly expiresAt?: number;
}

/** Makes a key. This is the only time that the key itself can be seen. */
export async function createApiKey(
  ground: AuthGround,
  { name, role, expiresAt }: NewApiKey,
): Promise<{ readonly key: string; readonly record: ApiKey }> {
  const id = newKeyId();
  const body = `tai_${id}_${newSecret()}`;
  const key = `${body}_${checksum(body)}`;
  const record: ApiKey = {
    id,
    version: 1,
    workspaceId: ground.workspaceId,
    name,
    digest: digestOf(key),
    role,
    createdAt: ground.now(),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  await ground.system.apiKeys.insert([record]);
  return { key, record };
}

/** All keys of the workspace, newest first; expired and revoked ones too. */
export async function listApiKeys({ system, workspaceId }: AuthGround): Promise<readonly ApiKey[]> {
  const keys = await collectAll(system.apiKeys, { where: { workspaceId } });
  return keys.toSorted((a, b) => b.createdAt - a.createdAt);
}

/** From the next request on the key is worthless. Revoking twice changes nothing. @throws `not-found`, for keys of other workspaces too */
export async function revokeApiKey({ system, workspaceId, now }: AuthGround, id: string): Promise<void> {
  const record = await system.apiKeys.get(id);
  if (record?.workspaceId !== workspaceId)
    throw new TicketAIError('not-found', { message: `There is no API key ${id}.`, context: { id } });
  if (record.revokedAt === undefined) await system.apiKeys.update(id, record.version, { revokedAt: now() });
}

/** Who holds this key. @throws `unauthorized` */
export async function verifyApiKey(
  { system, workspaceId, now }: AuthGround,
  key: string,
): Promise<Principal> {
  const [, body, id, sum] = keyShape.exec(key) ?? [];
  if (body === undefined || id === undefined || sum !== checksum(body)) throw unauthorized();
  const record = await system.apiKeys.get(id);
  const matches = sameDigest(digestOf(key), record?.digest ?? nobody);
  if (!matches || record === undefined || !isAlive(record, now()) || record.workspaceId !== workspaceId)
    throw unauthorized();
  return { actor: { kind: 'key', id }, workspaceId, role: record.role, groups: [] };
}

function isAlive({ revokedAt, expiresAt }: ApiKey, now: number): boolean {
  return revokedAt === undefined && (expiresAt === undefined || expiresAt > now);
}

function newKeyId(): string {
  return Array.from(randomBytes(8), (byte) => idAlphabet[byte & 31]).join('');
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
