import { randomUUID } from 'node:crypto';
import { type Member, type Principal, type Session, TicketAIError } from '@ticket-ai/core';
import type { AuthGround } from './ground.ts';
import { unauthorized } from './roles.ts';
import { digestOf, newSecret } from './secrets.ts';

const hour = 3_600_000;
/** A login link not used by then is worthless. */
const loginTokenMs = 24 * hour;
/** A session ends after this time without a request ... */
const idleMs = 12 * hour;
/** ... and after this one in any case. */
export const absoluteMs = 7 * 24 * hour;
/** How much of the idle time must be gone before it is written anew: not every request is a write. */
const renewalMs = hour / 4;

/** Makes a one-time token that becomes a session of this member. */
export async function issueLoginToken(ground: AuthGround, memberId: string): Promise<string> {
  return insertSession(ground, 'login-token', memberId, loginTokenMs);
}

/** Turns a one-time token into a session: once, also when two try at the same moment. @throws `unauthorized` */
export async function exchangeLoginToken(ground: AuthGround, token: string): Promise<string> {
  const row = await findSession(ground, 'login-token', token);
  if (row === undefined || row.usedAt !== undefined) throw unauthorized();
  await liveMember(ground, row.memberId);
  try {
    await ground.system.sessions.update(row.id, row.version, { usedAt: ground.now() });
  } catch (error) {
    throw TicketAIError.is(error, 'conflict') || TicketAIError.is(error, 'not-found')
      ? unauthorized()
      : error;
  }
  return insertSession(ground, 'session', row.memberId, idleMs);
}

/** Whose session this is. @throws `unauthorized` */
export async function verifySession(ground: AuthGround, token: string): Promise<Principal> {
  const row = await findSession(ground, 'session', token);
  if (row === undefined) throw unauthorized();
  const member = await liveMember(ground, row.memberId);
  await renew(ground, row);
  return {
    actor: { kind: 'person', id: member.id },
    workspaceId: member.workspaceId,
    role: member.role,
    groups: [],
  };
}

/** Ends a session; nothing happens when there is none. */
export async function endSession(ground: AuthGround, token: string): Promise<void> {
  const row = await findSession(ground, 'session', token);
  if (row !== undefined) await ground.system.sessions.delete([row.id]);
}

/** Deletes what cannot be used any more, and with `memberId` also the waiting login tokens of that member. */
export async function sweepSessions(
  { system, workspaceId, now }: AuthGround,
  memberId?: string,
): Promise<void> {
  const expired = await system.sessions.find({
    where: { workspaceId, expiresAt: { below: now() } },
    limit: 500,
  });
  const tokens = await system.sessions.find({ where: { workspaceId, kind: 'login-token' }, limit: 500 });
  const doomed = tokens.items.filter((row) => row.usedAt !== undefined || row.memberId === memberId);
  await system.sessions.delete([...new Set([...expired.items, ...doomed].map(({ id }) => id))]);
}

async function insertSession(
  { system, workspaceId, now }: AuthGround,
  kind: Session['kind'],
  memberId: string,
  lifeMs: number,
): Promise<string> {
  const token = newSecret();
  const createdAt = now();
  const row: Session = {
    id: randomUUID(),
    version: 1,
    workspaceId,
    kind,
    memberId,
    digest: digestOf(token),
    createdAt,
    expiresAt: createdAt + lifeMs,
  };
  await system.sessions.insert([row]);
  return token;
}

async function findSession(
  { system, workspaceId, now }: AuthGround,
  kind: Session['kind'],
  token: string,
): Promise<Session | undefined> {
  const { items } = await system.sessions.find({
    where: { digest: digestOf(token), kind, workspaceId },
    limit: 1,
  });
  const [row] = items;
  return row === undefined || row.expiresAt <= now() ? undefined : row;
}

/** Suspension ends sessions and login links at the next request. */
async function liveMember({ system, workspaceId }: AuthGround, id: string): Promise<Member> {
  const member = await system.members.get(id);
  if (member?.workspaceId !== workspaceId || member.suspendedAt !== undefined) throw unauthorized();
  return member;
}

async function renew({ system, now }: AuthGround, row: Session): Promise<void> {
  const expiresAt = Math.min(now() + idleMs, row.createdAt + absoluteMs);
  if (expiresAt - row.expiresAt < renewalMs) return;
  // Another request of the same person may renew it, or end it, at the same moment; either is as good.
  await system.sessions.update(row.id, row.version, { expiresAt }).catch(ignoreRace);
}

function ignoreRace(error: unknown): void {
  if (!TicketAIError.is(error, 'conflict') && !TicketAIError.is(error, 'not-found')) throw error;
}
