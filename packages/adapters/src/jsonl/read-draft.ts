import { type ColumnMapping, type ParsedTicketDraft, ticketDraftSchema } from '@ticket-ai/core';

/** Names a record may use for the parts of a ticket; the format's own name first. */
const names = {
  id: ['externalId', 'external_id', 'id', 'ticketId', 'ticket_id', 'key'],
  subject: ['subject', 'title', 'summary'],
  body: ['body', 'description', 'text', 'message', 'content', 'question'],
  messages: ['messages', 'comments', 'conversation'],
  createdAt: ['createdAt', 'created_at', 'created', 'date', 'timestamp'],
  resolvedAt: ['resolvedAt', 'resolved_at', 'solvedAt', 'solved_at', 'closedAt', 'closed_at'],
  reopenedAt: ['reopenedAt', 'reopened_at'],
  requester: ['requester', 'requester_email', 'email', 'customer', 'from'],
  status: ['status', 'state'],
  language: ['language', 'lang', 'locale'],
  tags: ['tags'],
  source: ['source'],
  fields: ['fields', 'custom_fields'],
} as const;

const messageNames = {
  role: ['role', 'author_role', 'authorRole', 'from_role', 'sender_type'],
  at: ['at', 'created_at', 'createdAt', 'date', 'timestamp'],
  text: ['text', 'body', 'content', 'message'],
} as const;

type Part = keyof typeof names;
type JsonObject = Readonly<Record<string, unknown>>;

/** A draft, or why the record cannot become one. */
export type DraftResult =
  | { readonly draft: ParsedTicketDraft }
  | { readonly reason: string; readonly column?: string };

/** Which name of a record holds what. */
export function mapNames(
  record: JsonObject,
  columns: ColumnMapping = {},
): ColumnMapping & Partial<Record<Part, string>> {
  const taken = new Set(Object.values(columns));
  const known = (Object.keys(names) as Part[]).flatMap((part) => {
    const name = names[part].find((candidate) => Object.hasOwn(record, candidate) && !taken.has(candidate));
    return name === undefined ? [] : [[part, name]];
  });
  return { ...Object.fromEntries(known), ...columns };
}

/** Reads one record. Names it does not know become fields; names that begin with `label` are never read. */
export function readDraft(
  value: unknown,
  options: { readonly columns?: ColumnMapping; readonly source?: string },
): DraftResult {
  if (!isObject(value)) return { reason: 'The record is no object. Write one JSON object per ticket.' };
  const mapping = mapNames(value, options.columns);
  if (mapping.subject === undefined && mapping.body === undefined && mapping.messages === undefined) {
    return {
      reason: 'The record has no text: none of subject, body and messages. Rename its text to one of them.',
    };
  }
  const part = (name: Part) =>
    mapping[name] === undefined ? undefined : (value[mapping[name]] ?? undefined);
  const status = readStatus(part('status'));
  const used = new Set(
    (Object.keys(mapping) as Part[])
      .filter((name) => name !== 'status' || status !== undefined)
      .map((name) => mapping[name]),
  );
  const parsed = ticketDraftSchema.safeParse({
    externalId: asText(part('id')),
    source: options.source ?? asText(part('source')) ?? 'jsonl',
    subject: asText(part('subject')),
    body: asText(part('body')),
    messages: readMessages(part('messages')),
    requester: readRequester(part('requester')),
    status,
    createdAt: readTime(part('createdAt')),
    resolvedAt: readTime(part('resolvedAt')),
    reopenedAt: readTime(part('reopenedAt')),
    language: asText(part('language')),
    tags: readTags(part('tags')),
    fields: { ...readFields(value, (name) => !used.has(name)), ...readFields(part('fields'), () => true) },
  });
  if (parsed.success) return { draft: parsed.data };
  const [issue] = parsed.error.issues;
  const column = issue?.path.join('.');
  return {
    reason: `${column || 'The record'} is not valid: ${issue?.message}.`,
    ...(column ? { column } : {}),
  };
}

function readMessages(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((message: unknown) => {
    if (!isObject(message)) return message;
    const part = (name: keyof typeof messageNames) =>
      message[messageNames[name].find((candidate) => Object.hasOwn(message, candidate)) ?? ''] ?? undefined;
    return { role: readRole(part('role')), at: readTime(part('at')), text: asText(part('text')) };
  });
}

function readRole(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const role = value.toLowerCase();
  if (['user', 'end-user', 'end_user', 'requester', 'client', 'contact'].includes(role)) return 'customer';
  return ['support', 'staff', 'admin', 'assistant', 'bot', 'operator'].includes(role) ? 'agent' : role;
}

const statuses: Readonly<Record<string, string>> = {
  open: 'open',
  new: 'open',
  in_progress: 'open',
  'in progress': 'open',
  reopened: 'open',
  pending: 'pending',
  hold: 'pending',
  on_hold: 'pending',
  'on hold': 'pending',
  waiting: 'pending',
  solved: 'solved',
  resolved: 'solved',
  done: 'solved',
  closed: 'closed',
};

function readStatus(value: unknown): string | undefined {
  return typeof value === 'string' ? statuses[value.trim().toLowerCase()] : undefined;
}

/** ISO dates with a blank, without time or without zone (then UTC), and epoch seconds; what is left as it is, the schema refuses. */
function readTime(value: unknown): unknown {
  if (typeof value === 'number') return value < 1e11 ? Math.round(value * 1000) : value;
  if (typeof value !== 'string') return value;
  if (value.trim() === '') return undefined;
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      value.trim(),
    );
  const time =
    parts === null ? Number.NaN : Date.parse(`${parts[1]}T${parts[2] ?? '00:00'}${parts[3] ?? 'Z'}`);
  return Number.isNaN(time) ? value : time;
}

function readRequester(value: unknown): string | undefined {
  return isObject(value) ? asText(value.email ?? value.name ?? value.id) : asText(value);
}

function readTags(value: unknown): unknown {
  return typeof value === 'string'
    ? value
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== '')
    : value;
}

function readFields(value: unknown, keep: (name: string) => boolean): Record<string, string> {
  if (!isObject(value)) return {};
  const entries = Object.entries(value).filter(([name]) => keep(name) && !isLabel(name));
  return Object.fromEntries(
    entries.flatMap(([name, part]) => (asText(part) === undefined ? [] : [[name, asText(part) ?? '']])),
  );
}

/** Names that begin with `label` hold gold labels for evaluation. */
export function isLabel(name: string): boolean {
  return name.trim().toLowerCase().startsWith('label');
}

function asText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return (typeof value === 'string' ? value : stringify(value)).replaceAll('\0', '');
}

/** Values nested by the thousand overflow the stack of JSON.stringify; nobody needs them. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
