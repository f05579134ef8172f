import { sha256 } from '../text/sha256.ts';
import type { ParsedTicketDraft } from './ticket.ts';

/** Identifies what a ticket says and where it stands: equal hashes mean that a re-import changes nothing. */
export function contentHash(draft: ParsedTicketDraft): Promise<string> {
  const { subject, messages, status, requester, createdAt, resolvedAt, reopenedAt, tags, fields } = draft;
  return sha256(
    JSON.stringify([subject, messages, status, requester, createdAt, resolvedAt, reopenedAt, tags, fields]),
  );
}
