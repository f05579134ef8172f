import type { Context } from './context.ts';
import type { TicketAIEvent } from './events.ts';
import type { TicketId, WorkspaceId } from './ids.ts';
import type { JobRequest } from './jobs.ts';
import type { EmbeddingClient } from './model/embedding-client.ts';
import { openEmbeddings } from './model/embeddings.ts';
import { openModels } from './model/models.ts';
import type { ProviderLink } from './model/provider-link.ts';
import type { Plugs } from './options.ts';
import type { Actor } from './record.ts';
import type { Lease } from './runtime/job.ts';
import { recordEmbeddings } from './runtime/record-embeddings.ts';
import { recordLedger } from './runtime/record-ledger.ts';
import { runWorkflow } from './runtime/run-workflow.ts';
import type { WorkspaceStore } from './runtime/store.ts';
import type { SearchOptions, SearchResult } from './search/passage.ts';
import { readNames } from './ticket/read-names.ts';

/** What differs from call to call. */
export interface CallOptions {
  readonly actor?: Actor;
  readonly abortSignal?: AbortSignal;
  /** Inside a job: its lease fences every transaction. */
  readonly lease?: Lease;
}

/** What pipeline.ts knows of how stages hang together, as far as a stage may use it. */
export interface Connections {
  /** Which work follows from an event. */
  follow(event: TicketAIEvent): readonly JobRequest[];
  /** The search stage. */
  search(context: Context, options: SearchOptions): Promise<SearchResult>;
}

/** Makes the Context of one call or job. */
export function openContext(
  plugs: Plugs,
  workspaceId: WorkspaceId,
  { follow, search }: Connections,
  { actor = plugs.actor, abortSignal, lease }: CallOptions = {},
): Context {
  const store = plugs.store.workspace(workspaceId);
  const transaction: Context['transaction'] = (work, { final = false } = {}) =>
    store.transaction(work, lease === undefined ? {} : { fence: { lease, finish: final } });
  const { now, generateId } = plugs;
  const models = modelsOf(plugs, store);
  const context: Context = {
    ...plugs,
    workspaceId,
    actor,
    store,
    transaction,
    ...(abortSignal === undefined ? {} : { abortSignal }),
    ...(lease === undefined ? {} : { jobId: lease.jobId }),
    ...models,
    commit: (current, events) =>
      current.append({ events: events.map((event) => ({ event, actor })), jobs: events.flatMap(follow) }),
    search: (options) => search(context, options),
    runWorkflow: (options, work) => runWorkflow({ store, now, generateId, transaction }, options, work),
  };
  return context;
}

/** The plugged-in models on the ledger of this workspace. */
function modelsOf(
  { modelClient, embeddingClient, budget, dryRun, now, generateId }: Plugs,
  store: WorkspaceStore,
): Pick<Context, 'models' | 'embeddings' | 'documentEmbeddings'> {
  const book = recordLedger({ store, now, generateId, ...(budget === undefined ? {} : { budget }) });
  const ledger = dryRun?.ledger(book) ?? book;
  const reached = <Client extends { readonly link: ProviderLink }>(client: Client): Client =>
    dryRun === undefined ? client : { ...client, link: dryRun.link(client.link) };
  const namesOf = (ticketIds: readonly string[]) => readNames(store, ticketIds as readonly TicketId[]);
  const embeddingsFor = (client: EmbeddingClient, kind: 'tickets' | 'documents') =>
    openEmbeddings({ client, ledger, namesOf, cache: recordEmbeddings({ store, generateId, kind }) });
  return {
    ...(modelClient === undefined
      ? {}
      : { models: openModels({ client: reached(modelClient), ledger, namesOf }) }),
    ...(embeddingClient === undefined
      ? {}
      : {
          embeddings: embeddingsFor(reached(embeddingClient), 'tickets'),
          documentEmbeddings: embeddingsFor(reached(embeddingClient), 'documents'),
        }),
  };
}
