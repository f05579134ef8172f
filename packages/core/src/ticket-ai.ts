import type { Answer, Feedback } from './answer/answer.ts';
import type { OutcomeCounts } from './answer/count-outcomes.ts';
import type { Reply } from './answer/list-replies.ts';
import type { Outcome } from './answer/record-outcome.ts';
import type { AnswerPart } from './answer/stream-answer.ts';
import type {
  Article,
  ArticleStatus,
  EvidenceSpan,
  Review,
  Revision,
  SectionFeedback,
} from './article/article.ts';
import type { RevisionDiff } from './article/diff-revisions.ts';
import type { ArticleEdit } from './article/edit-article.ts';
import type { ArticleGap } from './article/list-gaps.ts';
import type { Quote } from './article/read-quote.ts';
import type { RestingArticle } from './article/resting-articles.ts';
import type { Chunk, Document, DocumentVersion } from './document/document.ts';
import type { Reader } from './document/may-read.ts';
import type { EventRow } from './events.ts';
import type { AnswerId, ArticleId, ImportId, IntentId, JobId, RevisionId, RunId, TicketId } from './ids.ts';
import type { ProposedIntent } from './intent/clusterer.ts';
import type { DiscoveryRequest } from './intent/discover-intents.ts';
import type {
  Alert,
  AssignmentHead,
  DecisionTrace,
  Intent,
  Run,
  RunNote,
  Suggestion,
} from './intent/intent.ts';
import type { Lineage } from './intent/intent-history.ts';
import type { MatchingPolicy } from './intent/matching-policy.ts';
import type { OpenAudit } from './intent/open-audits.ts';
import type { IntentLoss } from './intent/preview-removal.ts';
import type { RunDiff } from './intent/read-run-diff.ts';
import type { ReclusterRequest } from './intent/recluster-intents.ts';
import type { Certificate } from './intent/risk-control.ts';
import type { WatchRequest } from './intent/watch-intents.ts';
import type { Models } from './model/models.ts';
import type { Actor, Page } from './record.ts';
import type { Job } from './runtime/job.ts';
import type { Usage } from './runtime/read-usage.ts';
import type { WorkspaceStore } from './runtime/store.ts';
import type { BesideRole } from './search/embedding-choice.ts';
import type { ChannelState, Passage, SearchFilter, SearchResult } from './search/passage.ts';
import type { IndexCheck } from './search/verify-index.ts';
import type { CategoryPath } from './taxonomy/category.ts';
import type { IntentView } from './taxonomy/list-intents.ts';
import type { SuggestionView } from './taxonomy/list-suggestions.ts';
import type { ChangePreview, IntentChange } from './taxonomy/preview-change.ts';
import type { TaxonomyPreview } from './taxonomy/preview-operations.ts';
import type { TaxonomyNode } from './taxonomy/read-taxonomy.ts';
import type { TreeRemark } from './taxonomy/review-tree.ts';
import type { TaxonomyOperation } from './taxonomy/taxonomy-operation.ts';
import type { TaxonomyOutline } from './taxonomy/taxonomy-outline.ts';
import type { ImportRequest } from './ticket/import-tickets.ts';
import type { IngestResult } from './ticket/ingest-tickets.ts';
import type { ImportPreview } from './ticket/preview-import.ts';
import type { ImportRecord, Message, Ticket, TicketDraft, TicketStatus } from './ticket/ticket.ts';
import type { RejectedRow } from './ticket/ticket-reader.ts';

/** What a discovery found. */
export interface Discovery {
  readonly runId: RunId;
  /** All active intents, most tickets first. */
  readonly intents: readonly IntentView[];
  /** Tickets without an intent. */
  readonly unassigned: number;
  /** Remarks for people, such as a low-confidence choice of granularity. */
  readonly notes: readonly RunNote[];
}

/** A ticket with its conversation and what it was assigned to. */
export interface TicketView {
  readonly ticket: Ticket;
  readonly messages: readonly Message[];
  readonly primary?: AssignmentHead;
  readonly secondary?: AssignmentHead;
  /** The intent of `primary`, aliases resolved. */
  readonly intent?: Intent;
}

/** An article with its revision and the reviews of it. */
export interface ArticleView {
  readonly article: Article;
  readonly intent: Intent;
  readonly ticketCount: number;
  readonly revisions: readonly Revision[];
  readonly reviews: readonly Review[];
}

/** Tickets and what becomes of them. */
export interface Tickets {
  /** By intent, or unassigned (told from the first discovery on), or by status: one of the three. @throws `invalid-input` for more than one */
  list(options?: {
    readonly intentId?: IntentId;
    readonly unassigned?: boolean;
    readonly status?: TicketStatus;
    readonly limit?: number;
    readonly cursor?: string;
  }): Promise<Page<TicketView>>;
  /** By Ticket AI's id or the id in the system it came from. @throws `not-found` */
  get(id: string): Promise<TicketView>;
  /** A person's decision; stands above every run. Without `intentId`: none fits. */
  move(id: string, intentId?: IntentId, options?: Reason): Promise<AssignmentHead>;
  /**
   * Erases what customers wrote, for good: texts, requesters, tags and fields, answers to them, the files they were imported from. Their intents
   * stay, so that no count changes; a later import does not bring the texts back. Articles that rest on them are marked as out of date.
   * @param ids as for {@link Tickets.get}. @returns Ticket AI's ids of them. @throws `not-found`, before any is erased
   */
  erase(ids: readonly string[]): Promise<readonly TicketId[]>;
  /** Every decision about the ticket, newest first. */
  why(id: string): Promise<
    readonly {
      readonly decision: string;
      readonly confidence: number;
      readonly intentName?: string;
      readonly at: number;
      readonly trace: DecisionTrace;
    }[]
  >;
}

/** What a person says about a change of theirs; kept in the history. */
export interface Reason {
  readonly reason?: string;
}

/** What customers ask for. */
export interface Intents {
  /** Most tickets first. */
  list(): Promise<readonly IntentView[]>;
  /** By id (also of a merged intent) or exact name. @throws `not-found` */
  get(idOrName: string): Promise<IntentView>;
  /** What a change would do, in numbers; nothing is done. */
  preview(change: IntentChange): Promise<ChangePreview>;
  rename(id: IntentId, name: string, options?: Reason): Promise<Intent>;
  /** Makes several intents one. Without a winner, the one stays that {@link Intents.preview} suggests. */
  merge(winner: IntentId | undefined, losers: readonly IntentId[], options?: Reason): Promise<Intent>;
  /** Divides an intent; the largest part keeps the id. Same tickets and seed: same parts, as the preview shows them. */
  split(
    id: IntentId,
    options?: { readonly parts?: number; readonly seed?: number } & Reason,
  ): Promise<{ readonly kept: Intent; readonly created: readonly Intent[] }>;
  /** Files it under a path, whose categories are made as needed. */
  move(id: IntentId, path: CategoryPath, options?: Reason): Promise<Intent>;
  /**
   * Takes back the latest change (rename, merge, split, move, a moved ticket, a change of categories) that is not undone yet, or a given one.
   * @throws `conflict` when later changes rest on it
   */
  undo(eventId?: string, options?: Reason): Promise<EventRow>;
  /** The change that {@link Intents.undo} would take back; nothing is done. @throws what `undo` throws */
  undoable(eventId?: string): Promise<EventRow>;
  /** Where an intent comes from, what went up in it, and who changed it when and why. @throws `not-found` */
  lineage(id: IntentId): Promise<Lineage>;
}

/** The categories of the taxonomy. Operations are a person's: they override pins, pin what they touch, and are done all or none. */
export interface Categories {
  /** What operations would change, and how many tickets and articles that touches. Nothing is written. */
  preview(operations: readonly TaxonomyOperation[]): Promise<TaxonomyPreview>;
  /** `intents.undo` takes it back. @throws `invalid-input`, `limit-exceeded` */
  change(operations: readonly TaxonomyOperation[]): Promise<void>;
  /** The tree as people read and edit it. */
  outline(): Promise<TaxonomyOutline>;
  /** The operations that make the tree look like an outline; none when nothing differs. @throws `invalid-input` with the line */
  plan(outline: TaxonomyOutline): Promise<readonly TaxonomyOperation[]>;
  /** What is wrong or hard to read in the tree. */
  review(): Promise<readonly TreeRemark[]>;
}

/** What automation would change if a person had not fixed it. */
export interface Suggestions {
  /** Newest first; default: open ones. */
  list(options?: { readonly status?: Suggestion['status'] }): Promise<readonly SuggestionView[]>;
  /** Does it, in the person's name. @throws `not-found`, `conflict` when it is settled, `invalid-input` when it cannot be done any more */
  accept(id: string): Promise<Suggestion>;
  /** It is never raised again. @throws `not-found`, `conflict` */
  reject(id: string): Promise<Suggestion>;
}

/** What deserves a look: surging intents, a drifting mix, topics among tickets without an intent. */
export interface Alerts {
  /** Newest first; `from` is an ISO date. */
  list(options?: { readonly from?: string }): Promise<readonly Alert[]>;
  /** Looks now and gives what is new. It is done after every import and match, too. */
  watch(request?: WatchRequest): Promise<readonly Alert[]>;
}

/** Runs: discoveries, and looks at all tickets anew that may replace what holds. */
export interface Runs {
  /** Newest first. */
  list(): Promise<readonly Run[]>;
  /** @throws `not-found` */
  get(id: RunId): Promise<Run>;
  /** What a re-clustering changes, ticket by ticket added up. @throws `not-found`, `invalid-transition` for a discovery */
  diff(id: RunId): Promise<RunDiff>;
  /**
   * Makes a candidate hold; what was decided since it looked is carried over. Counts are right at every moment.
   * @throws `invalid-transition` when another run holds by now
   */
  promote(id: RunId): Promise<Run>;
  /** Gives up a candidate. */
  drop(id: RunId): Promise<Run>;
  /** Goes back to what held before the latest promotion; gives the run that holds again. @throws `conflict` when intents were merged or split since */
  rollBack(): Promise<Run>;
}

/** The company's documents. */
export interface Documents {
  /** Same bytes again: nothing changes. Unreadable files are kept with a status that says so. */
  add(file: {
    readonly source: string;
    readonly bytes: Uint8Array;
    readonly title?: string;
    readonly fileName?: string;
    readonly access?: readonly string[];
    readonly reader?: Reader | undefined;
  }): Promise<{ readonly document: Document; readonly version: DocumentVersion; readonly changed: boolean }>;
  /** All of the company's own, by source. */
  list(): Promise<readonly DocumentView[]>;
  /** Some, by source. Those that the reader may not read are left out, so that a page may hold fewer than `limit`. */
  page(
    options?: {
      readonly collection?: Document['collection'];
      /** Default 50, at most 500. The texts of all are read: few at a time take little memory. */
      readonly limit?: number;
      readonly cursor?: string;
    } & AsReader,
  ): Promise<Page<DocumentView>>;
  /** By id or source, with its versions, the newest first (20 at most). @throws `not-found`, also for one that the reader may not read */
  get(
    idOrSource: string,
    options?: AsReader,
  ): Promise<DocumentView & { readonly versions: readonly DocumentVersion[] }>;
  /** A version by its number. Default: the one that readers see. @throws `not-found`, also when none is shown yet */
  version(
    idOrSource: string,
    options?: { readonly number?: number } & AsReader,
  ): Promise<{ readonly document: Document; readonly version: DocumentVersion }>;
  /** What search finds of the version that readers see, in reading order. @throws `not-found` */
  passages(
    idOrSource: string,
    options?: { readonly limit?: number; readonly cursor?: string } & AsReader,
  ): Promise<Page<Chunk>>;
  /** By id or source. It is gone from search at once. @throws `not-found` */
  remove(idOrSource: string, options?: AsReader): Promise<Document>;
  /**
   * Erases a document for good, also a removed one: files, texts of all versions, vectors, sentences of answers that quote it. It is shown no more
   * at once. Articles that rest on it are marked as out of date. Added again, it begins anew.
   * @throws `not-found`; `invalid-input` for a published article, which is withdrawn instead
   */
  erase(idOrSource: string): Promise<Document>;
  /**
   * Cuts all documents and published articles as `chunking` says now: those that are cut otherwise get a new version with the same text, which is
   * indexed beside the old one and takes its place. Broken off, it is called again for the rest.
   * @param idOrSource only this document. @throws `not-found` for it
   */
  rechunk(idOrSource?: string, options?: AsReader): Promise<Rechunking>;
}

/** A document, and the version that was added last. */
export interface DocumentView {
  readonly document: Document;
  readonly version?: DocumentVersion;
}

/** In whose place a document is looked for: one that the reader may not read is not there. Absent: whoever runs the program, who may read all. */
export interface AsReader {
  readonly reader?: Reader | undefined;
}

/** What cutting documents anew did. */
export interface Rechunking {
  readonly documents: number;
  /** Documents that were cut otherwise before. */
  readonly changed: number;
  /** Without text, or with a newer version on the way or not readable. */
  readonly left: number;
  readonly passages: number;
  /** Of all passages, estimated. */
  readonly tokens: number;
}

/** Help articles, one per intent. */
export interface Articles {
  /** Most tickets first. */
  list(options?: {
    readonly status?: ArticleStatus;
  }): Promise<
    readonly { readonly article: Article; readonly intentName: string; readonly ticketCount: number }[]
  >;
  /** Intents without a published article that holds; where one would answer most tickets first. */
  gaps(): Promise<readonly ArticleGap[]>;
  /** By id, or id of its intent. @throws `not-found` */
  get(id: string): Promise<ArticleView>;
  /** Writes (or, after a review, rewrites) the article of an intent. Nothing yet when a worker has still to write the first draft. */
  draft(intentId: IntentId): Promise<Article | undefined>;
  /**
   * A person's own words, as a new revision for review; code says of each changed sentence whether its evidence proves it.
   * @throws `conflict` when there is a newer revision than the one that was read
   */
  edit(id: ArticleId, edit: { readonly revisionId: RevisionId } & ArticleEdit): Promise<Article>;
  /** A person's decision about the revision he or she saw. @throws `conflict` when there is a newer one */
  review(
    id: ArticleId,
    review: {
      readonly revisionId: RevisionId;
      readonly decision: Review['decision'];
      readonly feedback?: readonly SectionFeedback[];
    },
  ): Promise<Article>;
  /** The article as Markdown. Default: the revision that is current. @throws `not-found` */
  render(id: string, options?: { readonly revision?: number }): Promise<string>;
  /** What changed between two revisions, by number. Default: what the newest one changed. @throws `not-found`, `invalid-input` */
  diff(id: string, options?: { readonly from?: number; readonly to?: number }): Promise<RevisionDiff>;
  /** The words at places that sentences stand on, in their order; `undefined` where a source was erased, or is for others than the reader. */
  quotes(spans: readonly EvidenceSpan[], options?: AsReader): Promise<readonly (Quote | undefined)[]>;
}

/** How far automatic matching can be trusted. */
export interface MatchingStatus {
  readonly policy: MatchingPolicy;
  /** From which score on tickets are matched automatically now; absent: none are, a model is asked about all. */
  readonly threshold?: number;
  /** Whether judgements prove that matches above it keep the target; if not, it is only the default. */
  readonly certified: boolean;
  /** What the judgements say; absent before the first one. */
  readonly certificate?: Certificate;
  /** Tickets that wait for a model's word. */
  readonly undecided: number;
  /** Tickets that wait for an intent that fits. */
  readonly waiting: number;
}

/** Intents that tickets which fit none seem to ask for. */
export interface EmergingIntent extends Pick<ProposedIntent, 'name' | 'description' | 'terms'> {
  /** Most central first. */
  readonly ticketIds: readonly TicketId[];
  /** Distinct customers, where tickets name them. */
  readonly requesters: number;
}

/** What goes when an import is taken back. */
export interface UndoImportPreview {
  readonly tickets: number;
  /** Intents that lose tickets, or what they are learned from. */
  readonly intents: readonly IntentLoss[];
  /** Articles that rest on replies in the tickets; they would be marked as out of date. */
  readonly articles: readonly RestingArticle[];
}

/** The matching of new tickets. */
export interface Matching {
  status(): Promise<MatchingStatus>;
  /** Goes on with tickets that wait for a model's word: when the budget is back, or the model. */
  resume(): Promise<MatchingStatus>;
  /** What is new among the tickets that fit no intent; `discover` makes intents of it. */
  emerging(): Promise<readonly EmergingIntent[]>;
  /** Matches picked by chance that nobody has confirmed or corrected yet, oldest first; `tickets.move` answers one. */
  audits(): Promise<readonly OpenAudit[]>;
}

/** What documents and published articles are found by. */
export interface SearchIndex {
  /**
   * Compares the vectors with the records. They differ for a moment after a change; when they still do with no work due, something was lost.
   * @param options.repair makes the vectors anew when they differ; what was embedded before costs nothing
   */
  verify(options?: { readonly repair?: boolean }): Promise<IndexCheck>;
  /**
   * Builds the vectors of another embedding model beside those that are searched, and keeps them up to date from then on. Broken off, it is called again
   * for the rest.
   * @param model as its provider knows it
   * @throws `invalid-input` where no other model can be made; what the model throws, before anything is changed
   */
  build(model: string): Promise<IndexCheck>;
  /**
   * Searches with the vectors of another model, which must be whole, from the next question on.
   * @param model `null`: the configured one. Holds until the configuration names another one
   * @throws `invalid-transition` when its vectors are not whole
   */
  use(model: string | null): Promise<IndexCheck>;
  /** Goes back to the vectors that were searched before; possible for a day. @throws `invalid-transition` when there are none */
  back(): Promise<IndexCheck>;
  /** Gives up the vectors that were built beside. */
  drop(): Promise<IndexCheck>;
  /** Searches as everybody does, or with vectors that are kept beside, to compare. @throws `not-found` when there are none of that role */
  search(
    query: string,
    options?: { readonly role?: BesideRole; readonly topK?: number; readonly filter?: SearchFilter },
  ): Promise<SearchResult>;
}

/** Background work. */
export interface JobsView {
  list(options?: { readonly status?: Job['status']; readonly limit?: number }): Promise<readonly Job[]>;
  /** Puts dead jobs back. */
  retry(ids?: readonly JobId[]): Promise<number>;
}

/** Answers as they are made, and what becomes of those that are suggested replies. */
export interface Answers {
  /**
   * As `answer`, sentence by sentence: each is given out when it is proved, and none is withdrawn; the answer that follows has them all. To stop
   * reading stops the call to a model; then nothing is recorded but its cost.
   */
  stream(
    question: string | { readonly ticketId: TicketId },
    options?: { readonly filter?: SearchFilter },
  ): AsyncIterable<AnswerPart>;
  /**
   * The replies that were suggested to a ticket, newest first, and what became of them. Sentences that rest on documents which are for others than
   * the reader are left out.
   * @param ticketId as for {@link Tickets.get}. @throws `not-found`
   */
  list(ticketId: string, options?: AsReader): Promise<readonly Reply[]>;
  /**
   * Records what became of a suggested reply: sent, edited, rejected, reopened. The same again changes nothing.
   * @throws `not-found`, `invalid-input`, `invalid-transition`
   */
  record(answerId: AnswerId, outcome: Outcome): Promise<Feedback>;
  /** What became of those that were settled in a time (`from` included, `below` excluded, epoch milliseconds). */
  counts(range?: { readonly from?: number; readonly below?: number }): Promise<OutcomeCounts>;
}

/** One workspace of Ticket AI. Made by `createTicketAI`. */
export interface TicketAI {
  /** Takes tickets in. Bad ones are reported and lose nothing that is good; known ones (same source and external id) are updated. */
  ingest(tickets: readonly TicketDraft[]): Promise<IngestResult>;
  /** Imports a file; survives a crash and goes on where it was. Same file again: nothing is doubled. */
  importFile(request: ImportRequest): Promise<ImportRecord>;
  imports(): Promise<readonly ImportRecord[]>;
  /** Rows of an import that could not become tickets. */
  rejectedRows(importId: ImportId): Promise<readonly RejectedRow[]>;
  /** What {@link TicketAI.importFile} would do with each row; nothing is written. @throws `invalid-input` for a file that cannot be read at all */
  previewImport(request: ImportRequest): Promise<ImportPreview>;
  /** Takes an import back. Gives the number of tickets removed. */
  undoImport(importId: ImportId): Promise<number>;
  /** What {@link TicketAI.undoImport} would take away; nothing is done. @throws `not-found` */
  previewUndoImport(importId: ImportId): Promise<UndoImportPreview>;
  /** Finds intents among the tickets that have none, assigns them and files the intents. */
  discover(request?: DiscoveryRequest): Promise<Discovery>;
  /** Looks at all tickets anew, as a what-if: today's intents keep their ids, nothing changes until it is promoted. */
  recluster(request?: ReclusterRequest): Promise<Run>;
  readonly runs: Runs;
  readonly alerts: Alerts;
  readonly tickets: Tickets;
  readonly matching: Matching;
  readonly intents: Intents;
  /** The tree with counts, largest first. */
  taxonomy(): Promise<readonly TaxonomyNode[]>;
  readonly categories: Categories;
  readonly suggestions: Suggestions;
  readonly documents: Documents;
  readonly index: SearchIndex;
  readonly articles: Articles;
  /** Finds passages in published articles and documents. */
  search(
    query: string,
    options?: { readonly topK?: number; readonly filter?: SearchFilter },
  ): Promise<{ readonly passages: readonly Passage[]; readonly channels: ChannelState }>;
  /** Answers a question, or a ticket, from published articles and documents; every sentence carries a verified quote. */
  answer(
    question: string | { readonly ticketId: TicketId },
    options?: { readonly filter?: SearchFilter },
  ): Promise<Answer>;
  readonly answers: Answers;
  readonly jobs: JobsView;
  /** What models cost in a time (`from` included, `below` excluded, epoch milliseconds), by purpose, model, day, run and intent. */
  usage(range?: { readonly from?: number; readonly below?: number }): Promise<Usage>;
  /** What happened, oldest first, from after a sequence number on. */
  events(options?: { readonly after?: number; readonly limit?: number }): Promise<readonly EventRow[]>;
  /** Does all due work now and returns when nothing is left. */
  settle(): Promise<void>;
  /** Does work as it comes, until closed. */
  startWorker(options?: {
    readonly concurrency?: number;
    readonly sweepMs?: number;
  }): Promise<{ close(): Promise<void> }>;
  /** The same workspace in another's name, or with another's signal to stop. */
  as(options: { readonly actor?: Actor; readonly abortSignal?: AbortSignal }): TicketAI;
  /** The records, to read. */
  store(): Promise<WorkspaceStore>;
  /** The plugged-in models, to ask them something of one's own: masked, within the budget, in the books. `undefined` without a model. */
  models(): Promise<Models | undefined>;
  /** Ends workers, then closes every plug. */
  close(): Promise<void>;
}
