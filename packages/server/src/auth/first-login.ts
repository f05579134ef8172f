import { type Member, TicketAIError } from '@ticket-ai/core';
import type { AuthGround } from './ground.ts';
import { issueLoginToken, sweepSessions } from './sessions.ts';

/**
 * On the very first start: makes the owner and a one-time login token. Later, and for the slower of two servers that start at once: `undefined`.
 * No password exists before or after.
 */
export async function firstLogin(ground: AuthGround): Promise<string | undefined> {
  if ((await ground.system.members.count({ workspaceId: ground.workspaceId })) > 0) return undefined;
  const owner = await insertOwner(ground);
  return owner === undefined ? undefined : issueLoginToken(ground, owner.id);
}

/** A fresh login token for the owner, for who holds the data folder; earlier ones that were not used are void. */
export async function newLogin(ground: AuthGround): Promise<string> {
  await insertOwner(ground);
  const { id } = ownerOf(ground);
  await sweepSessions(ground, id);
  return issueLoginToken(ground, id);
}

/** The id is fixed: of two servers that start at once, one inserts and the other learns that it came second. */
function ownerOf({ workspaceId }: AuthGround): Member {
  return { id: `owner:${workspaceId}`, version: 1, workspaceId, name: 'Owner', role: 'admin' };
}

async function insertOwner(ground: AuthGround): Promise<Member | undefined> {
  const owner = ownerOf(ground);
  try {
    await ground.system.members.insert([owner]);
    return owner;
  } catch (error) {
    if (TicketAIError.is(error, 'conflict')) return undefined;
    throw error;
  }
}
