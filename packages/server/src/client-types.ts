import type { z } from '@hono/zod-openapi';
import type {
  createdKeySchema,
  keyListSchema,
  newKeySchema,
  principalSchema,
} from './routes/schemas/access.ts';
import type { answerSchema, answerSentenceSchema, questionSchema } from './routes/schemas/answer.ts';
import type {
  articleDetailSchema,
  articleListSchema,
  articleQuerySchema,
  articleSchema,
  draftedSchema,
  editSchema,
  gapListSchema,
  reviewSchema,
  revisionDiffSchema,
} from './routes/schemas/article.ts';
import type {
  alertListSchema,
  changedSchema,
  changeRequestSchema,
  intentChangeSchema,
  lineageSchema,
  previewSchema,
  undoneSchema,
  undoRequestSchema,
} from './routes/schemas/change.ts';
import type {
  addedDocumentSchema,
  documentDetailSchema,
  documentPageSchema,
  documentTextSchema,
  passagePageSchema,
  rechunkedSchema,
} from './routes/schemas/document.ts';
import type {
  importListSchema,
  importPreviewSchema,
  importSchema,
  importUndoneSchema,
  rejectedRowsSchema,
  undoImportPreviewSchema,
} from './routes/schemas/import.ts';
import type {
  discoveryRequestSchema,
  discoverySchema,
  intentListSchema,
  intentSchema,
  startedDiscoverySchema,
  taxonomySchema,
} from './routes/schemas/intent.ts';
import type {
  outcomeCountsSchema,
  outcomeRequestSchema,
  outcomeSchema,
  replyListSchema,
} from './routes/schemas/reply.ts';
import type {
  reclusterRequestSchema,
  runDiffSchema,
  runListSchema,
  runSchema,
} from './routes/schemas/run.ts';
import type {
  operationsSchema,
  settledSuggestionSchema,
  suggestionListSchema,
  suggestionQuerySchema,
  taxonomyPreviewSchema,
} from './routes/schemas/taxonomy.ts';
import type {
  ingestResultSchema,
  newTicketsSchema,
  ticketDetailSchema,
  ticketPageSchema,
} from './routes/schemas/ticket.ts';
import type { usageSchema } from './routes/schemas/usage.ts';
import type { eventListSchema, jobListSchema, jobQuerySchema, jobSchema } from './routes/schemas/work.ts';

/** A ticket as it is handed in. */
export type NewTicketInput = z.input<typeof newTicketsSchema>['tickets'][number];
/** What became of tickets handed in. */
export type IngestReply = z.output<typeof ingestResultSchema>;
/** A page of tickets. */
export type TicketPage = z.output<typeof ticketPageSchema>;
/** A ticket with its conversation and why it was assigned. */
export type TicketDetail = z.output<typeof ticketDetailSchema>;
/** An import and how far it is. */
export type ImportReply = z.output<typeof importSchema>;
/** All imports. */
export type ImportList = z.output<typeof importListSchema>;
/** What importing a file would do. */
export type ImportPreview = z.output<typeof importPreviewSchema>;
/** What taking an import back would remove. */
export type UndoImportPreview = z.output<typeof undoImportPreviewSchema>;
/** What taking it back has removed. */
export type ImportUndone = z.output<typeof importUndoneSchema>;
/** Rows that could not become tickets. */
export type RejectedRows = z.output<typeof rejectedRowsSchema>;
/** One intent. */
export type IntentReply = z.output<typeof intentSchema>;
/** All intents. */
export type IntentList = z.output<typeof intentListSchema>;
/** The tree of categories. */
export type TaxonomyReply = z.output<typeof taxonomySchema>;
/** A change of the tree. */
export type TaxonomyOperationInput = z.input<typeof operationsSchema>['operations'][number];
/** What changes of the tree would do. */
export type TaxonomyPreviewReply = z.output<typeof taxonomyPreviewSchema>;
/** Which suggestions. */
export type SuggestionQuery = z.input<typeof suggestionQuerySchema>;
/** Suggestions about what people fixed. */
export type SuggestionList = z.output<typeof suggestionListSchema>;
/** A suggestion somebody decided about. */
export type SettledSuggestion = z.output<typeof settledSuggestionSchema>;
/** How to look for intents. */
export type DiscoveryInput = z.input<typeof discoveryRequestSchema>;
/** Where to look how a discovery goes. */
export type StartedDiscovery = z.output<typeof startedDiscoverySchema>;
/** A discovery. */
export type DiscoveryReply = z.output<typeof discoverySchema>;
/** A change of intents. */
export type IntentChangeInput = z.input<typeof intentChangeSchema>;
/** A change to be made, and why. */
export type ChangeInput = z.input<typeof changeRequestSchema>;
/** What a change would do. */
export type PreviewReply = z.output<typeof previewSchema>;
/** Intents after a change. */
export type ChangedIntents = z.output<typeof changedSchema>;
/** Which change to take back. */
export type UndoInput = z.input<typeof undoRequestSchema>;
/** What was taken back. */
export type UndoneReply = z.output<typeof undoneSchema>;
/** Where an intent comes from. */
export type LineageReply = z.output<typeof lineageSchema>;
/** Alerts. */
export type AlertList = z.output<typeof alertListSchema>;
/** How to look at all tickets anew. */
export type ReclusterInput = z.input<typeof reclusterRequestSchema>;
/** A discovery or re-clustering. */
export type RunReply = z.output<typeof runSchema>;
/** All runs, and which holds. */
export type RunList = z.output<typeof runListSchema>;
/** What a re-clustering changes. */
export type RunDiffReply = z.output<typeof runDiffSchema>;
/** A question, or a ticket to answer. */
export type QuestionInput = z.input<typeof questionSchema>;
/** An answer with its verified citations. */
export type AnswerReply = z.output<typeof answerSchema>;
export type AnswerSentence = z.output<typeof answerSentenceSchema>;
/** A document that was added, and whether that changed anything. */
export type AddedDocument = z.output<typeof addedDocumentSchema>;
/** A document, how well it could be read, and whether search finds it. */
export type DocumentReply = AddedDocument['document'];
/** A page of documents. */
export type DocumentPage = z.output<typeof documentPageSchema>;
/** A document with its versions. */
export type DocumentDetail = z.output<typeof documentDetailSchema>;
/** The text of a version. */
export type DocumentText = z.output<typeof documentTextSchema>;
/** A page of passages. */
export type PassagePage = z.output<typeof passagePageSchema>;
/** What cutting documents anew did. */
export type RechunkedReply = z.output<typeof rechunkedSchema>;
/** A help article as it stands. */
export type ArticleReply = z.output<typeof articleSchema>;
/** Where an article stands. */
export type ArticleStatus = NonNullable<z.output<typeof articleQuerySchema>['status']>;
/** Articles, those of the most tickets first. */
export type ArticleList = z.output<typeof articleListSchema>;
/** An article with its revisions, the words they stand on, and what was decided. */
export type ArticleDetail = z.output<typeof articleDetailSchema>;
/** An article that is being written. */
export type DraftedReply = z.output<typeof draftedSchema>;
/** A person's own words, for the revision that was read. */
export type ArticleEditInput = z.input<typeof editSchema>;
/** A person's decision about the revision that was read. */
export type ReviewInput = z.input<typeof reviewSchema>;
/** What changed between two revisions. */
export type RevisionDiffReply = z.output<typeof revisionDiffSchema>;
/** What customers ask for and no article that holds answers. */
export type GapList = z.output<typeof gapListSchema>;
/** The replies that were suggested to a ticket, and what became of them. */
export type ReplyList = z.output<typeof replyListSchema>;
/** What somebody says became of a suggested reply. */
export type OutcomeInput = z.input<typeof outcomeRequestSchema>;
/** What was recorded. */
export type OutcomeReply = z.output<typeof outcomeSchema>;
/** What became of suggested replies in a time. */
export type OutcomeCounts = z.output<typeof outcomeCountsSchema>;
/** A job. */
export type JobReply = z.output<typeof jobSchema>;
/** The newest jobs. */
export type JobList = z.output<typeof jobListSchema>;
/** Where a job stands. */
export type JobStatus = NonNullable<z.output<typeof jobQuerySchema>['status']>;
/** What models cost. */
export type UsageReply = z.output<typeof usageSchema>;
/** What happened. */
export type EventList = z.output<typeof eventListSchema>;
/** Who a credential stands for. */
export type PrincipalReply = z.output<typeof principalSchema>;
/** What a new key may do. */
export type NewKeyInput = z.input<typeof newKeySchema>;
/** A new key, shown once. */
export type CreatedKey = z.output<typeof createdKeySchema>;
/** All keys. */
export type KeyList = z.output<typeof keyListSchema>;
