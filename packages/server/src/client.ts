import { EventSourceParserStream } from 'eventsource-parser/stream';
import type * as Types from './client-types.ts';

/** Where the server is and who asks. */
export interface ClientOptions {
  /** Without a slash at the end; empty in pages that the server itself delivers. */
  readonly url: string;
  /** Absent: the session cookie of the browser. */
  readonly apiKey?: string;
  /** Default: the global `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** What the server says when it does not do what was asked. */
export interface ClientError extends Error {
  readonly status: number;
  readonly code: string;
  /** Under which the server's log knows the request. */
  readonly requestId: string;
  /** Of a conflict: the id of what is current by now. */
  readonly current?: string;
}

/** A file to import. */
export interface ImportFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly fileName: string;
  readonly source?: string;
  /** What columns hold, such as `subject=Title`. */
  readonly columns?: readonly string[];
}

/** A document to add. */
export interface DocumentFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its ending tells the format where the bytes do not. */
  readonly fileName: string;
  /** What it is known by: the same source again is a new version. Default: the file name. */
  readonly source?: string;
  /** Default: what the file says, else its name. */
  readonly title?: string;
  /** Groups that may read it. None: everyone. Default: as before, at first everyone. */
  readonly access?: readonly string[];
}

/** Which documents. */
export interface DocumentQuery {
  /** The company's own (default), or published articles. */
  readonly collection?: 'documents' | 'articles';
  readonly limit?: number;
  readonly cursor?: string;
}

/** Which tickets. */
export interface TicketQuery {
  readonly intentId?: string;
  readonly unassigned?: boolean;
  readonly status?: 'open' | 'pending' | 'solved' | 'closed';
  readonly limit?: number;
  readonly cursor?: string;
}

/** A part of an answer as it is made: a sentence that was proved, none of which is withdrawn, and at last the answer that has them all. */
export type AnswerEvent =
  | { readonly type: 'sentence'; readonly sentence: Types.AnswerSentence }
  | { readonly type: 'answer'; readonly answer: Types.AnswerReply };

/** The server's API with its types. */
export type Client = ReturnType<typeof createClient>;

/** Talks to a Ticket AI server. Works in browsers and in Node; every call throws a {@link ClientError} on a refusal. */
export function createClient(options: ClientOptions) {
  const { get, getText, post, remove, upload, follow } = transport(options);
  const by = (id: string) => encodeURIComponent(id);
  return {
    tickets: {
      add: (tickets: readonly Types.NewTicketInput[]) => post<Types.IngestReply>('/api/tickets', { tickets }),
      list: (query: TicketQuery = {}) => get<Types.TicketPage>('/api/tickets', { ...query }),
      get: (id: string) => get<Types.TicketDetail>(`/api/tickets/${by(id)}`),
      erase: (id: string) => remove(`/api/tickets/${by(id)}/texts`),
    },
    imports: {
      start: ({ bytes, fileName, source, columns }: ImportFile) =>
        upload<Types.ImportReply>('/api/imports', { fileName, source, column: columns }, bytes),
      preview: ({ bytes, fileName, source, columns }: ImportFile) =>
        upload<Types.ImportPreview>('/api/imports/preview', { fileName, source, column: columns }, bytes),
      previewUndo: (id: string) => get<Types.UndoImportPreview>(`/api/imports/${by(id)}/undo`),
      undo: (id: string) => post<Types.ImportUndone>(`/api/imports/${by(id)}/undo`),
      list: () => get<Types.ImportList>('/api/imports'),
      get: (id: string) => get<Types.ImportReply>(`/api/imports/${by(id)}`),
      rejectedRows: (id: string) => get<Types.RejectedRows>(`/api/imports/${by(id)}/rejected-rows`),
    },
    intents: {
      list: () => get<Types.IntentList>('/api/intents'),
      get: (id: string) => get<Types.IntentReply>(`/api/intents/${by(id)}`),
      preview: (change: Types.IntentChangeInput) =>
        post<Types.PreviewReply>('/api/intents/preview', { change }),
      change: (request: Types.ChangeInput) => post<Types.ChangedIntents>('/api/intents/changes', request),
      undo: (request: Types.UndoInput = {}) => post<Types.UndoneReply>('/api/intents/undo', request),
      lineage: (id: string) => get<Types.LineageReply>(`/api/intents/${by(id)}/lineage`),
    },
    alerts: (query: { readonly from?: string } = {}) => get<Types.AlertList>('/api/alerts', { ...query }),
    taxonomy: () => get<Types.TaxonomyReply>('/api/taxonomy'),
    categories: {
      preview: (operations: Types.TaxonomyOperationInput[]) =>
        post<Types.TaxonomyPreviewReply>('/api/taxonomy/preview', { operations }),
      change: (operations: Types.TaxonomyOperationInput[]) =>
        post<Types.TaxonomyReply>('/api/taxonomy/changes', { operations }),
    },
    suggestions: {
      list: (query: Types.SuggestionQuery = {}) =>
        get<Types.SuggestionList>('/api/suggestions', { ...query }),
      accept: (id: string) => post<Types.SettledSuggestion>(`/api/suggestions/${by(id)}/accept`),
      reject: (id: string) => post<Types.SettledSuggestion>(`/api/suggestions/${by(id)}/reject`),
    },
    discoveries: {
      start: (request: Types.DiscoveryInput = {}) =>
        post<Types.StartedDiscovery>('/api/discoveries', request),
      get: (id: string) => get<Types.DiscoveryReply>(`/api/discoveries/${by(id)}`),
    },
    runs: {
      list: () => get<Types.RunList>('/api/runs'),
      get: (id: string) => get<Types.RunReply>(`/api/runs/${by(id)}`),
      recluster: (request: Types.ReclusterInput = {}) => post<Types.RunReply>('/api/runs', request),
      diff: (id: string) => get<Types.RunDiffReply>(`/api/runs/${by(id)}/diff`),
      promote: (id: string) => post<Types.RunReply>(`/api/runs/${by(id)}/promote`),
      drop: (id: string) => post<Types.RunReply>(`/api/runs/${by(id)}/drop`),
      rollBack: () => post<Types.RunReply>('/api/runs/rollback'),
    },
    documents: {
      /** Adds a document, or a new version of one. The same file again changes nothing; one that cannot be read is kept, and says so. */
      add: ({ bytes, fileName, source, title, access }: DocumentFile) =>
        upload<Types.AddedDocument>(
          '/api/documents',
          { fileName, source, title, access: access?.length === 0 ? '' : access },
          bytes,
        ),
      /** A page, by source. Documents that are for others are left out, so that it may hold fewer than `limit`. */
      list: (query: DocumentQuery = {}) => get<Types.DocumentPage>('/api/documents', { ...query }),
      /** By id or source. */
      get: (id: string) => get<Types.DocumentDetail>(`/api/documents/${by(id)}`),
      /** Of a version by its number; default: the one readers see. */
      text: (id: string, query: { readonly version?: number } = {}) =>
        get<Types.DocumentText>(`/api/documents/${by(id)}/text`, { ...query }),
      /** What search finds of it, in reading order. */
      passages: (id: string, query: Omit<DocumentQuery, 'collection'> = {}) =>
        get<Types.PassagePage>(`/api/documents/${by(id)}/passages`, { ...query }),
      /** It is gone from search at once; what quoted it keeps its sources. */
      remove: (id: string) => remove(`/api/documents/${by(id)}`),
      /** For good, also one that was removed: files, texts, vectors, and what answers quote from it. */
      erase: (id: string) => remove(`/api/documents/${by(id)}/texts`),
      /** Cuts it as the settings say now; without an id all documents and published articles. */
      rechunk: (id?: string) =>
        post<Types.RechunkedReply>(
          id === undefined ? '/api/documents/rechunk' : `/api/documents/${by(id)}/rechunk`,
        ),
    },
    articles: {
      /** Those of the most tickets first. */
      list: (query: { readonly status?: Types.ArticleStatus } = {}) =>
        get<Types.ArticleList>('/api/articles', { ...query }),
      /** Intents without an article that holds; where one would answer most tickets first. */
      gaps: () => get<Types.GapList>('/api/articles/gaps'),
      /** By its id or that of its intent. */
      get: (id: string) => get<Types.ArticleDetail>(`/api/articles/${by(id)}`),
      /** Has the article of an intent written, or written again, in the background. */
      draft: (intentId: string) => post<Types.DraftedReply>('/api/articles', { intentId }),
      /** A person's own words, as a new revision for review. A {@link ClientError} with `current`: somebody else was first. */
      edit: (id: string, edit: Types.ArticleEditInput) =>
        post<Types.ArticleReply>(`/api/articles/${by(id)}/edits`, edit),
      /** Approves (which publishes), rejects, sends back or withdraws. A {@link ClientError} with `current`: somebody else was first. */
      review: (id: string, review: Types.ReviewInput) =>
        post<Types.ArticleReply>(`/api/articles/${by(id)}/reviews`, review),
      /** What changed between two revisions, by number. Default: what the newest one changed. */
      diff: (id: string, query: { readonly from?: number; readonly to?: number } = {}) =>
        get<Types.RevisionDiffReply>(`/api/articles/${by(id)}/diff`, { ...query }),
      /** As Markdown (default) or a page of HTML: what is published, else the newest revision. */
      export: (
        id: string,
        query: { readonly format?: 'markdown' | 'html'; readonly revision?: number } = {},
      ) => getText(`/api/articles/${by(id)}/text`, { ...query }),
    },
    answer: (question: Types.QuestionInput) => post<Types.AnswerReply>('/api/answers', question),
    /** Sentence by sentence. To leave the loop, or to abort, stops the work on the server. */
    streamAnswer: (question: Types.QuestionInput, { signal }: { readonly signal?: AbortSignal } = {}) =>
      answerEvents(follow('/api/answers/stream', question, signal)),
    replies: {
      /** Suggests a reply to a ticket: an answer of its own, from documents and published articles. */
      suggest: (ticketId: string) => post<Types.AnswerReply>('/api/answers', { ticketId }),
      /** Those that were suggested to a ticket, newest first, and what became of them. */
      list: (ticketId: string) => get<Types.ReplyList>(`/api/tickets/${by(ticketId)}/replies`),
      /** Says what became of one. The same again changes nothing. */
      record: (answerId: string, outcome: Types.OutcomeInput) =>
        post<Types.OutcomeReply>(`/api/answers/${by(answerId)}/outcomes`, outcome),
      /** What became of those that were settled in a time: how many were sent unchanged. */
      counts: (query: { readonly from?: number; readonly below?: number } = {}) =>
        get<Types.OutcomeCounts>('/api/answers/outcomes', { ...query }),
    },
    jobs: {
      list: (query: { readonly status?: Types.JobStatus; readonly limit?: number } = {}) =>
        get<Types.JobList>('/api/jobs', { ...query }),
      get: (id: string) => get<Types.JobReply>(`/api/jobs/${by(id)}`),
    },
    usage: (query: { readonly from?: number; readonly below?: number } = {}) =>
      get<Types.UsageReply>('/api/usage', { ...query }),
    events: (query: { readonly after?: number; readonly limit?: number } = {}) =>
      get<Types.EventList>('/api/events', { ...query }),
    session: {
      signIn: (token: string) => post<Types.PrincipalReply>('/api/session', { token }),
      get: () => get<Types.PrincipalReply>('/api/session'),
      signOut: () => remove('/api/session'),
    },
    keys: {
      create: (key: Types.NewKeyInput) => post<Types.CreatedKey>('/api/keys', key),
      list: () => get<Types.KeyList>('/api/keys'),
      revoke: (id: string) => remove(`/api/keys/${by(id)}`),
    },
  };
}

type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

function transport({ url, apiKey, fetch = globalThis.fetch }: ClientOptions) {
  async function send(
    method: string,
    path: string,
    query: Query,
    headers: Record<string, string>,
    body?: RequestInit['body'],
    signal?: AbortSignal,
  ): Promise<Response> {
    const credential = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
    const reply = await fetch(`${url}${path}${queryText(query)}`, {
      method,
      headers: { accept: 'application/json', ...credential, ...headers },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (!reply.ok) throw await clientError(reply);
    return reply;
  }
  // The reply has the shape of the schema the server cut it to: both are built from the same file.
  const json = async <Reply>(reply: Promise<Response>): Promise<Reply> =>
    (await reply).json() as Promise<Reply>;
  return {
    get: <Reply>(path: string, query: Query = {}) => json<Reply>(send('GET', path, query, {})),
    getText: async (path: string, query: Query) => (await send('GET', path, query, {})).text(),
    post: <Reply>(path: string, body: unknown = {}) =>
      json<Reply>(send('POST', path, {}, { 'content-type': 'application/json' }, JSON.stringify(body))),
    upload: <Reply>(path: string, query: Query, bytes: Uint8Array<ArrayBuffer>) =>
      json<Reply>(send('POST', path, query, { 'content-type': 'application/octet-stream' }, bytes)),
    /** The events of a reply that is made while it is read. */
    async *follow(path: string, body: unknown, signal?: AbortSignal): AsyncGenerator<ServerEvent> {
      const headers = { accept: 'text/event-stream', 'content-type': 'application/json' };
      const reply = await send('POST', path, {}, headers, JSON.stringify(body), signal);
      if (reply.body === null) return;
      const events = reply.body
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream());
      const reader = events.getReader();
      // A connection that is lost says no more, as one that is closed does.
      const read = () =>
        reader.read().catch((error: unknown) => {
          if (signal?.aborted) throw error;
          return { done: true } as const;
        });
      try {
        for (let next = await read(); !next.done; next = await read())
          yield { name: next.value.event ?? 'message', data: JSON.parse(next.value.data) };
      } finally {
        await reader.cancel().catch(() => {});
      }
    },
    remove: async (path: string): Promise<void> => void (await send('DELETE', path, {}, {})),
  };
}

function queryText(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, String(each)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

interface ServerEvent {
  readonly name: string;
  readonly data: unknown;
}

/** @throws the {@link ClientError} that the server sends in place of the rest; one with the code `broken-off` when it says no more */
async function* answerEvents(events: AsyncIterable<ServerEvent>): AsyncGenerator<AnswerEvent> {
  for await (const { name, data } of events) {
    // As in every reply, the shape is that of the schema the server cut it to.
    if (name === 'sentence') yield { type: 'sentence', sentence: data as Types.AnswerSentence };
    if (name === 'answer') return yield { type: 'answer', answer: data as Types.AnswerReply };
    if (name === 'error') throw asClientError({ status: 200, ...errorOf({ error: data }) });
  }
  throw asClientError({
    status: 200,
    code: 'broken-off',
    message: 'The connection ended before the answer. Ask again.',
  });
}

async function clientError(reply: Response): Promise<ClientError> {
  const body: unknown = await reply.json().catch(() => undefined);
  const requestId = reply.headers.get('x-request-id') ?? '';
  return asClientError({ status: reply.status, requestId, ...errorOf(body) });
}

function asClientError({
  status,
  code = 'internal',
  message = `The server answered ${status}.`,
  requestId = '',
  current,
}: {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
  readonly current?: string;
}): ClientError {
  const error = Object.assign(new Error(message), { name: 'ClientError', status, code, requestId });
  return current === undefined ? error : Object.assign(error, { current });
}

function errorOf(body: unknown): {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
  readonly current?: string;
} {
  if (typeof body !== 'object' || body === null || !('error' in body)) return {};
  const { error } = body;
  return typeof error === 'object' && error !== null ? error : {};
}
