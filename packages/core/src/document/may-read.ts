import type { Document } from './document.ts';

/** Who reads. Set by code from who asks, never by what is asked. */
export interface Reader {
  readonly groups: readonly string[];
}

/** Whoever is in no group: reads what is for everyone in the workspace, as articles are. */
export const everyone: Reader = { groups: [] };

/** Whether a document may be read: it is for everyone in the workspace, or for a group of the reader. */
export function mayRead({ access }: Pick<Document, 'access'>, { groups }: Reader): boolean {
  return access.length === 0 || access.some((group) => groups.includes(group));
}
