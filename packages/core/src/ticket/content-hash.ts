import { shortTextHash } from '../text/sha256.ts';
import type { ParsedTicketDraft } from './ticket.ts';

/** Identifies what a ticket says and where it stands: equal hashes mean that a re-import changes nothing. */
export function contentHash(draft: ParsedTicketDraft): string {
  const { subject, messages, status, requester, createdAt, resolvedAt, reopenedAt, tags, fields, language } =
    draft;
  const parts = [subject, messages, status, requester, createdAt, resolvedAt, reopenedAt, tags, fields];
  // A recognised language follows from the texts; only a given one can change by itself.
  return shortTextHash(JSON.stringify(language === undefined ? parts : [...parts, language]));
}
