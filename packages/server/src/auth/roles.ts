import { type Role, TicketAIError } from '@ticket-ai/core';

/** All roles, each including the ones before it. */
export const roles: readonly Role[] = ['viewer', 'agent', 'editor', 'admin'];

/** Whether a role may do what needs another. */
export function covers(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** The one answer to every credential that is not valid: it does not tell why. */
export function unauthorized(): TicketAIError {
  return new TicketAIError('unauthorized', {
    message: 'A valid credential is needed: an API key as bearer token, or a session.',
  });
}
