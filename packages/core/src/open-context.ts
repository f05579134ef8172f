import type { Context, SearchEmbeddings } from './context.ts';
import type { TicketAIEvent } from './events.ts';
import type { TicketId, WorkspaceId } from './ids.ts';
import type { JobRequest } from './jobs.ts';
import type { EmbeddingClient } from './model/embedding-client.ts';
import { type EmbeddingCache, openEmbeddings } from './model/embeddings.ts';
import { openModels } from './model/models.ts';
import type { ProviderLink } from './model/provider-link.ts';
import type { Plugs } from './options.ts';
import type { Actor } from './record.ts';
import type { Lease } from './runtime/job.ts';
import { type EmbeddingOwner, recordEmbeddings } from './runtime/record-embeddings.ts';
import { recordLedger } from './runtime/record-ledger.ts';
import { runWorkflow } from './runtime/run-workflow.ts';
import type { WorkspaceStore } from './runtime/store.ts';
import { chosenClients, type EmbeddingChoice } from './search/embedding-choice.ts';
import type { SearchOptions, SearchResult } from './search/passage.ts';
import { readNames } from './ticket/read-names.ts';

/** What differs from call to call. */
export interface CallOptions {
  readonly actor?: Actor;
  readonly abortSignal?: AbortSignal;
  /** Inside a job: its lease fences every transaction. */
  readonly lease?: Lease;
  /** Whose vectors the workspace searches, read from its record. */
  readonly embedding?: EmbeddingChoice | undefined;
}

/** What pipeline.ts knows of how stages hang together, as far as a stage may use it. */
export interface Connections {
  /** Which work follows from an event. */
  follow(event: TicketAIEvent): readonly JobRequest[];
  /** Whether somebody is told of an event. */
  isNotice(event: TicketAIEvent): boolean;
  /** The search stage. */
  search(context: Context, options: SearchOptions): Promise<SearchResult>;
}

/** Makes the Context of one call or job. */
export function openContext(
  plugs: Plugs,
  workspaceId: WorkspaceId,
  { follow, isNotice, search }: Connections,
  { actor = plugs.actor, abortSignal, lease, embedding }: CallOptions = {},
): Context {
  const store = plugs.store.workspace(workspaceId);
  const transaction: Context['transaction'] = (work, { final = false } = {}) =>
    store.transaction(work, lease === undefined ? {} : { fence: { lease, finish: final } });
  const { now, generateId } = plugs;
  const models = modelsOf(plugs, store, workspaceId, embedding);
  const context: Context = {
    ...plugs,
    workspaceId,
    actor,
    store,
    transaction,
    ...(abortSignal === undefined ? {} : { abortSignal }),
    ...(lease === undefined ? {} : { jobId: lease.jobId }),
    ...models,
    commit(current, events) {
      const drafts = events.map((event) =>
        plugs.notifier !== undefined && isNotice(event)
          ? { id: generateId(), event, actor }
          : { event, actor },
      );
      const told = drafts.flatMap((draft) => ('id' in draft ? deliver(draft.id) : []));
      return current.append({ events: drafts, jobs: [...events.flatMap(follow), ...told] });
    },
    search: (options) => search(context, options),
    runWorkflow: (options, work) => runWorkflow({ store, now, generateId, transaction }, options, work),
  };
  return context;
}

/** Comes after other work: whoever is told looks at what the work has made. */
const deliver = (eventId: string): JobRequest => ({
  name: 'deliver-notice',
  payload: { eventId },
  key: `notice:${eventId}`,
  priority: -1,
});

/** The plugged-in models on the ledger of this workspace. */
function modelsOf(
  plugs: Plugs,
  store: WorkspaceStore,
  workspaceId: WorkspaceId,
  choice: EmbeddingChoice | undefined,
): Pick<
  Context,
  | 'models'
  | 'embeddings'
  | 'documentEmbeddings'
  | 'questionEmbeddings'
  | 'configuredEmbeddings'
  | 'beside'
  | 'embeddingsNamed'
> {
  const {
    modelClient,
    embeddingClient,
    embeddingClientNamed,
    recentEmbeddings,
    budget,
    dryRun,
    now,
    generateId,
  } = plugs;
  const book = recordLedger({ store, now, generateId, ...(budget === undefined ? {} : { budget }) });
  const ledger = dryRun?.ledger(book) ?? book;
  const reached = <Client extends { readonly link: ProviderLink }>(client: Client): Client =>
    dryRun === undefined ? client : { ...client, link: dryRun.link(client.link) };
  const namesOf = (ticketIds: readonly string[]) => readNames(store, ticketIds as readonly TicketId[]);
  const kept = (owner: EmbeddingOwner) => recordEmbeddings({ store, generateId, owner });
  const open = (client: EmbeddingClient, cache: EmbeddingCache) =>
    openEmbeddings({ client: reached(client), ledger, namesOf, cache });
  const toSearch = (client: EmbeddingClient): SearchEmbeddings => ({
    documentEmbeddings: (documentId) => open(client, kept({ documentId })),
    questionEmbeddings: open(client, recentEmbeddings.of(workspaceId)),
  });
  const { active, beside } = chosenClients(plugs, choice);
  return {
    ...(modelClient === undefined
      ? {}
      : { models: openModels({ client: reached(modelClient), ledger, namesOf }) }),
    ...(active === undefined ? {} : { embeddings: open(active, kept('tickets')), ...toSearch(active) }),
    ...(embeddingClient === undefined ? {} : { configuredEmbeddings: embeddingClient.name }),
    beside: beside.map(({ role, client }) => ({ role, ...toSearch(client) })),
    ...(embeddingClientNamed === undefined
      ? {}
      : { embeddingsNamed: (name: string) => toSearch(embeddingClientNamed(name)) }),
  };
}
