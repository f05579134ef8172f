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

/** A stored ticket. Its text is in its messages. */
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
  /** SHA-256 of the normalised content: tells whether a re-import changed something. */
  readonly contentHash: string;
  readonly ingestedAt: number;
  readonly ingestedBy: Actor;
}

/** One message of a ticket. Rows are insert-only. */
export interface Message {
  readonly id: MessageId;
  readonly ticketId: TicketId;
  /** From 0, in the order of the conversation. */
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
  /** Blob key of the original file. */
  readonly blobKey?: string;
  readonly status: 'running' | 'done' | 'undone';
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
