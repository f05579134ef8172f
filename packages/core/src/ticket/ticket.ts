import * as z from 'zod';
import type { ImportId, MessageId, TicketId } from '../ids.ts';
import type { Actor, StoredRecord } from '../record.ts';

/** Who wrote a message. */
export type AuthorRole = 'customer' | 'agent';

/** Where a ticket stands. */
export type TicketStatus = 'open' | 'pending' | 'solved' | 'closed';

const time = z.union([
  z.number().int().nonnegative(),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  z.date().transform((date) => date.getTime()),
]);

/** One message of a ticket as it comes in. */
export const messageDraftSchema = z.object({
  role: z.enum(['customer', 'agent']).default('customer'),
  /** UTC epoch milliseconds, an ISO 8601 date-time, or a Date. */
  at: time.optional(),
  text: z.string(),
});

/** A ticket as it comes in. Only a text is needed: `subject`, `body` or a message; a ticket without any is kept, but stays unassigned. */
export const ticketDraftSchema = z.object({
  /** The id in the system it comes from. Absent: made from the content, so that the same ticket twice is one ticket. */
  externalId: z.string().min(1).max(500).optional(),
  /** The system it comes from. (source, externalId) is unique in a workspace. */
  source: z.string().min(1).max(100).default('import'),
  subject: z.string().default(''),
  /** Short for one customer message. */
  body: z.string().optional(),
  messages: z.array(messageDraftSchema).max(1000).default([]),
  requester: z.string().max(500).optional(),
  status: z.enum(['open', 'pending', 'solved', 'closed']).default('open'),
  createdAt: time.optional(),
  resolvedAt: time.optional(),
  reopenedAt: time.optional(),
  /** BCP 47 tag; recognised from the text when absent. */
  language: z.string().max(35).optional(),
  tags: z.array(z.string()).default([]),
  fields: z.record(z.string(), z.string()).default({}),
});

/** What a caller hands in. */
export type TicketDraft = z.input<typeof ticketDraftSchema>;
/** A draft after validation, defaults filled in. */
export type ParsedTicketDraft = z.output<typeof ticketDraftSchema>;

/**
 * A stored ticket. Its text is in its messages.
 *
 * When it comes again, its fields become those of the new draft: what the draft lacks (requester, dates) is cleared. Of its messages
 * nothing is lost and nothing rewritten: what the draft adds is appended, what it lacks stays, and where it has another text in place of
 * a stored message, the stored text stays and the draft is reported as rejected.
 */
export interface Ticket extends StoredRecord {
  readonly id: TicketId;
  readonly source: string;
  readonly externalId: string;
  /** The import that brought it, for `import undo`. */
  readonly importId?: ImportId;
  readonly subject: string;
  readonly status: TicketStatus;
  readonly requester?: string;
  readonly language: string;
  /** When the customer wrote. Absent when the source gave no date. */
  readonly createdAt?: number;
  readonly resolvedAt?: number;
  readonly reopenedAt?: number;
  readonly tags: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly messageCount: number;
  /**
   * SHA-256 of the newest draft as far as it was taken over: tells whether a re-import changes something. A message whose changed text was
   * refused counts with its stored text, so the same draft is compared, and reported, again.
   */
  readonly contentHash: string;
  readonly ingestedAt: number;
  readonly ingestedBy: Actor;
  /** When its text was erased. Such a ticket is a tombstone: drafts of it are passed over, so that a sync does not bring the text back. */
  readonly erasedAt?: number;
}

/**
 * One message of a ticket. Rows are insert-only; erasing empties their text. The messages of a deleted ticket stay as rows without text that
 * nothing refers to: `import undo` leaves them behind.
 */
export interface Message {
  readonly id: MessageId;
  readonly ticketId: TicketId;
  /** From 0, in the order they came in. A conversation is read by `at`, where messages have it, then by this. */
  readonly position: number;
  readonly role: AuthorRole;
  readonly at?: number;
  readonly text: string;
}

/** A ticket with its conversation, the unit that clusterers and article generators read. */
export interface TicketThread {
  readonly ticket: Ticket;
  readonly messages: readonly Message[];
}

/** What was brought in by one file or call. */
export interface ImportRecord extends StoredRecord {
  readonly id: ImportId;
  readonly source: string;
  /** File name as given, without its folder. */
  readonly fileName?: string;
  /** Blob key of the original file; absent after an undo, and after one of its tickets was erased: both delete it. */
  readonly blobKey?: string;
  /** `failed`: its job died; what was read until then is kept. Retrying the job goes on, an undo takes it back. */
  readonly status: 'running' | 'done' | 'failed' | 'undone';
  /** Why it failed. */
  readonly error?: string;
  /** Batches of the file; known when it was read to its end. */
  readonly batchCount?: number;
  readonly batchesDone: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly startedAt: number;
  readonly startedBy: Actor;
  readonly finishedAt?: number;
}
