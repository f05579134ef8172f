import type { Principal, Role } from '@ticket-ai/core';

/** Who may see what models cost: the whole of it, and the share of a run or a ticket. */
export const moneyRole = 'admin' satisfies Role;

/** Whether a reply to this principal may name money. */
export function seesMoney({ role }: Principal): boolean {
  return role === moneyRole;
}
