import { contentHash } from './content-hash.ts';
import { type ParsedTicketDraft, type TicketDraft, ticketDraftSchema } from './ticket.ts';

/** A draft that cannot become a ticket, or whose changed text was refused. */
export interface RejectedDraft {
  /** Position in what was handed in, from 0. */
  readonly index: number;
  readonly reason: string;
}

/** A valid draft, where it stood, and the hash of what it says. */
export interface KnownDraft {
  readonly index: number;
  readonly draft: ParsedTicketDraft & { readonly externalId: string };
  readonly hash: string;
}

/** Drafts as they were read. */
export interface ParsedDrafts {
  /** The valid ones by {@link keyOf}. */
  readonly parsed: ReadonlyMap<string, KnownDraft>;
  readonly rejected: readonly RejectedDraft[];
  /** How many came twice. */
  readonly doubled: number;
}

/** Tells valid drafts, each under its source and external id, from those that cannot become tickets. */
export function parseDrafts(drafts: readonly TicketDraft[]): ParsedDrafts {
  const rejected: RejectedDraft[] = [];
  const parsed = new Map<string, KnownDraft>();
  let doubled = 0;
  for (const [index, input] of drafts.entries()) {
    const result = ticketDraftSchema.safeParse(input);
    if (!result.success) {
      rejected.push({ index, reason: describeIssues(result.error.issues) });
      continue;
    }
    const draft = withBody(result.data);
    const hash = contentHash(draft);
    const externalId = draft.externalId ?? `sha256:${hash.slice(0, 32)}`;
    const key = keyOf({ source: draft.source, externalId });
    const twin = parsed.get(key);
    if (twin === undefined) parsed.set(key, { index, draft: { ...draft, externalId }, hash });
    else if (twin.hash === hash) doubled += 1;
    else
      rejected.push({
        index,
        reason: `The id "${externalId}" occurs twice with different content; the first one was kept.`,
      });
  }
  return { parsed, rejected, doubled };
}

/** What tells tickets apart: the system they come from and their id there. */
export function keyOf({
  source,
  externalId,
}: {
  readonly source: string;
  readonly externalId: string;
}): string {
  return JSON.stringify([source, externalId]);
}

/** `body` is short for one customer message. */
function withBody(draft: ParsedTicketDraft): ParsedTicketDraft {
  const { body, ...rest } = draft;
  const messages =
    body === undefined || body.trim() === ''
      ? draft.messages
      : [{ role: 'customer' as const, at: draft.createdAt, text: body }, ...draft.messages];
  const createdAt = draft.createdAt ?? messages[0]?.at;
  return { ...rest, messages, ...(createdAt === undefined ? {} : { createdAt }) };
}

function describeIssues(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  return issues
    .map(({ path, message }) => `${path.length === 0 ? 'ticket' : path.join('.')}: ${message}`)
    .join('; ');
}
