import type { EventRow } from '../events.ts';
import type { Job } from './job.ts';
import type { Records } from './store.ts';
import type { ApiKey, Member, Session, Workspace } from './workspace.ts';

/** How an indexed field is stored. Integers hold times and counts, and are safe integers. */
export type FieldType = 'text' | 'integer' | 'real';

/** The row type of a repository or journal. */
export type RowOf<Part> = Part extends { get(id: never): Promise<infer Row> } ? NonNullable<Row> : never;

/**
 * What a store must know of a record kind beyond its shape: which fields can be asked for, and which combinations are unique in a
 * workspace (rows lacking one of the fields are exempt). All other fields are stored as JSON. Every store is built from this table.
 */
export interface RecordKind<Row> {
  /** Table name, singular, snake_case. */
  readonly table: string;
  readonly journal: boolean;
  /** System records span workspaces. */
  readonly system: boolean;
  readonly fields: { readonly [Field in keyof Row & string]?: FieldType };
  readonly unique: readonly (readonly (keyof Row & string)[])[];
  /** Combinations that are often asked for together. */
  readonly indexes: readonly (readonly (keyof Row & string)[])[];
}

type Definition<Row> = Partial<Pick<RecordKind<Row>, 'fields' | 'unique' | 'indexes'>>;

const records = <Row>(table: string, definition: Definition<Row> = {}): RecordKind<Row> => ({
  table,
  journal: false,
  system: false,
  fields: {},
  unique: [],
  indexes: [],
  ...definition,
});
const journal = <Row>(table: string, definition: Definition<Row> = {}): RecordKind<Row> => ({
  ...records(table, definition),
  journal: true,
});
const system = <Row>(table: string, definition: Definition<Row> = {}): RecordKind<Row> => ({
  ...records(table, definition),
  system: true,
});

/** The kinds of records a workspace holds. */
export const recordKinds: { readonly [Name in keyof Records]: RecordKind<RowOf<Records[Name]>> } = {
  tickets: records('ticket', {
    fields: {
      source: 'text',
      externalId: 'text',
      importId: 'text',
      status: 'text',
      language: 'text',
      createdAt: 'integer',
      ingestedAt: 'integer',
    },
    unique: [['source', 'externalId']],
    indexes: [['externalId'], ['importId'], ['createdAt'], ['status']],
  }),
  messages: journal('message', {
    fields: { ticketId: 'text', position: 'integer', role: 'text' },
    unique: [['ticketId', 'position']],
  }),
  imports: records('import', { fields: { status: 'text', startedAt: 'integer' } }),
  intents: records('intent', {
    fields: { status: 'text', nameKey: 'text', categoryId: 'text', createdAt: 'integer', mergedInto: 'text' },
    indexes: [['status', 'nameKey'], ['categoryId']],
  }),
  intentAliases: records('intent_alias', { fields: { target: 'text' }, indexes: [['target']] }),
  categories: records('category', {
    fields: { level: 'integer', parentId: 'text', siblingKey: 'text' },
    unique: [['siblingKey']],
    indexes: [['parentId']],
  }),
  runs: records('run', { fields: { status: 'text', startedAt: 'integer' } }),
  alerts: records('alert', {
    fields: { kind: 'text', day: 'text', at: 'integer' },
    indexes: [['day']],
  }),
  runIntents: records('run_intent', { fields: { runId: 'text', intentId: 'text' }, indexes: [['runId']] }),
  assignments: journal('assignment', {
    fields: {
      ticketId: 'text',
      runId: 'text',
      role: 'text',
      sequence: 'integer',
      intentId: 'text',
      decision: 'text',
      at: 'integer',
    },
    unique: [['ticketId', 'runId', 'role', 'sequence']],
    indexes: [['runId']],
  }),
  assignmentHeads: records('assignment_head', {
    fields: {
      ticketId: 'text',
      role: 'text',
      runId: 'text',
      intentId: 'text',
      decision: 'text',
      ticketCreatedAt: 'integer',
    },
    unique: [['ticketId', 'role', 'runId']],
    indexes: [
      ['runId', 'intentId', 'role'],
      ['runId', 'decision'],
      ['runId', 'ticketCreatedAt'],
    ],
  }),
  clustererStates: records('clusterer_state'),
  judgements: journal('judgement', {
    fields: { ticketId: 'text', at: 'integer' },
    indexes: [['at'], ['ticketId']],
  }),
  suggestions: records('suggestion', {
    fields: { key: 'text', status: 'text', raisedAt: 'integer' },
    unique: [['key']],
  }),
  documents: records('document', {
    fields: {
      source: 'text',
      collection: 'text',
      articleId: 'text',
      deletedAt: 'integer',
      addedAt: 'integer',
    },
    unique: [['source']],
    indexes: [['articleId']],
  }),
  documentVersions: records('document_version', {
    fields: {
      documentId: 'text',
      number: 'integer',
      bytesHash: 'text',
      parser: 'text',
      status: 'text',
      addedAt: 'integer',
    },
    unique: [['documentId', 'number']],
    indexes: [['documentId', 'bytesHash', 'parser']],
  }),
  chunks: journal('chunk', {
    fields: { documentId: 'text', versionId: 'text', ordinal: 'integer', textHash: 'text' },
    unique: [['versionId', 'ordinal']],
    indexes: [['documentId']],
  }),
  generations: records('generation', { fields: { status: 'text' } }),
  embeddings: journal('embedding', {
    fields: { model: 'text', textHash: 'text' },
    unique: [['model', 'textHash']],
  }),
  articles: records('article', {
    fields: { intentId: 'text', status: 'text', createdAt: 'integer', updatedAt: 'integer' },
    unique: [['intentId']],
    indexes: [['status']],
  }),
  revisions: journal('revision', {
    fields: { articleId: 'text', number: 'integer', createdAt: 'integer' },
    unique: [['articleId', 'number']],
  }),
  reviews: journal('review', {
    fields: { articleId: 'text', revisionId: 'text', decision: 'text', at: 'integer' },
    indexes: [['articleId']],
  }),
  answers: records('answer', {
    fields: { ticketId: 'text', status: 'text', createdAt: 'integer' },
    indexes: [['ticketId'], ['status']],
  }),
  feedback: journal('feedback', {
    fields: { answerId: 'text', verdict: 'text', at: 'integer' },
    indexes: [['answerId'], ['verdict', 'at']],
  }),
  workflowRuns: records('workflow_run', {
    fields: { name: 'text', subject: 'text', status: 'text', startedAt: 'integer' },
    indexes: [
      ['name', 'subject'],
      ['status', 'startedAt'],
    ],
  }),
  workflowSteps: journal('workflow_step', {
    fields: { runId: 'text', step: 'text' },
    unique: [['runId', 'step']],
    indexes: [['step']],
  }),
  modelCalls: records('model_call', {
    fields: { key: 'text', purpose: 'text', status: 'text', at: 'integer' },
    unique: [['key']],
    indexes: [['at']],
  }),
  spendings: records('spending'),
  idempotencyKeys: records('idempotency_key', {
    fields: { expiresAt: 'integer' },
    indexes: [['expiresAt']],
  }),
};

/** Rows that only the store itself writes. Jobs are one table for all workspaces, because workers lease across them. */
export const storeKinds: { readonly events: RecordKind<EventRow>; readonly jobs: RecordKind<Job> } = {
  events: journal('event', {
    fields: { sequence: 'integer', type: 'text', at: 'integer' },
    unique: [['sequence']],
    indexes: [['type', 'sequence']],
  }),
  jobs: system<Job>('job', {
    fields: {
      workspaceId: 'text',
      name: 'text',
      key: 'text',
      status: 'text',
      priority: 'integer',
      dueAt: 'integer',
      leaseToken: 'text',
      leasedUntil: 'integer',
      createdAt: 'integer',
    },
    indexes: [
      ['status', 'priority', 'createdAt', 'id'],
      ['status', 'dueAt'],
      ['status', 'leasedUntil'],
      ['workspaceId', 'status', 'key'],
      ['workspaceId', 'createdAt', 'id'],
      ['workspaceId', 'status', 'createdAt', 'id'],
    ],
  }),
};

/** The kinds of records that span workspaces. */
export const systemKinds: {
  readonly workspaces: RecordKind<Workspace>;
  readonly members: RecordKind<Member>;
  readonly apiKeys: RecordKind<ApiKey>;
  readonly sessions: RecordKind<Session>;
} = {
  workspaces: system('workspace', { fields: { name: 'text' } }),
  members: system('member', { fields: { workspaceId: 'text' }, indexes: [['workspaceId']] }),
  apiKeys: system('api_key', { fields: { workspaceId: 'text', digest: 'text' }, unique: [['digest']] }),
  sessions: system('session', {
    fields: { workspaceId: 'text', kind: 'text', digest: 'text', expiresAt: 'integer' },
    unique: [['digest']],
  }),
};
