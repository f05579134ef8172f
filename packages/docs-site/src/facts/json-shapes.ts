/**
 * What `--json` prints, by command, in the notation of TypeScript. Written by hand; a test fails when a command
 * that takes `--json` is missing here. Times are UTC epoch milliseconds.
 */
export const jsonShapes: Readonly<Record<string, string>> = {
  cluster: `{
  version: 1, tickets: number, intents: number, unassigned: number, seconds: number, peakMemoryMb: number,
  llm: { calls, inputTokens, outputTokens, costUsd },
  intentList: { id, name, path: [l1, l2, l3], terms: string[], description, why, tickets: number }[],
  notes: { code, parameters }[]
}`,
  demo: `{ version: 1, tickets, intents, documents, published: string[], answers: { about, question, status, sources: string[] }[], seconds, stages: { [name]: seconds } }`,
  import: `{ version: 1, import: Import }

with --dry-run: { version: 1, preview: { columns?: { mapping, encoding, delimiter?, layout }, created, updated, unchanged, doubled,
                  rejected: { line, column?, reason, text }[] } }`,
  'import list': `{ version: 1, imports: Import[] }

Import = {
  id, version, source, fileName?, blobKey?, status: 'running' | 'done' | 'failed' | 'undone', error?, batchCount?, batchesDone,
  created, updated, unchanged, rejected, startedAt, startedBy: { kind, id }, finishedAt?
}`,
  'tickets list': `{ version: 1, tickets: TicketView[], cursor? }

TicketView = {
  ticket: { id, version, source, externalId, importId?, subject, status, requester?, language, createdAt?, resolvedAt?, reopenedAt?,
            tags: string[], fields: { [name]: string }, messageCount, contentHash, ingestedAt, ingestedBy: { kind, id } },
  messages: { id, ticketId, position, role: 'customer' | 'agent', at?, text }[],
  primary?: Head, secondary?: Head, intent?: Intent
}
Head = { id, version, ticketId, role, runId, assignmentId, sequence, intentId?, decision, confidence, ticketCreatedAt? }
Intent = {
  id, version, name, nameSource, nameKey, description, categoryId?, status: 'active' | 'merged' | 'retired', mergedInto?,
  terms: string[], exemplars: string[], pins: string[], createdAt, createdBy: { kind, id }, createdInRun
}`,
  'tickets show': `{ version: 1, ...TicketView }`,
  'tickets why': `{
  version: 1, ticketId, externalId,
  decisions: { decision, confidence, intentName?, at,
               trace: { code, reason, candidates: { intentId, score }[], neighbours?: { ticketId, similarity }[], decidedBy } }[]
}`,
  'intents list': `{ version: 1, intents: IntentView[] }

IntentView = { id, name, nameSource, path: [l1, l2, l3], description, terms: string[], ticketCount, why, pinned: boolean, createdAt }`,
  'intents show': `{ version: 1, ...IntentView, examples: string[] /* the tickets' own ids */ }`,
  'intents history': `{ version: 1, ...Lineage }

Lineage = {
  today: Intent, absorbed: { id, name }[], splitFrom?: { id, name }, parts: { id, name }[],
  createdAt, createdBy: { kind, id }, createdInRun, history: HistoryEntry[] /* oldest first */
}`,
  'intents lineage': `as \`intents history\``,
  recluster: `{ version: 1, ...RunDiff, promoted: boolean }`,
  'runs list': `{ version: 1, activeRunId?, runs: Run[] }`,
  'runs show': `{ ...Run, version: 1 }

Run = {
  id, kind: 'discover' | 'recluster', status: 'running' | 'candidate' | 'done' | 'failed' | 'dropped', error?, seed, granularity,
  intentCount?, fingerprint, startedAt, finishedAt?, startedBy: { kind, id }, notes: { code, parameters }[]
}`,
  'runs diff': `{ version: 1, ...RunDiff }

RunDiff = {
  run: Run, change: { settled, moved, released, placed }, cost: { calls, inputTokens, outputTokens, usd },
  intents: IntentDiff[] /* most changed first */, counts: { [fate]: number }, intentsBefore: number, intentsAfter: number
}`,
  'matching status': `{ version: 1, ...MatchingStatus }

MatchingStatus = { policy, threshold?: number, certified: boolean, certificate?, undecided: number, waiting: number }`,
  'matching audits': `{ version: 1, audits: { ticketId, intentId, score, standsFor, at }[] }`,
  'matching resume': `as \`matching status\``,
  'matching emerging': `{ version: 1, emerging: { name, description, terms: string[], ticketIds: string[], requesters: number }[] }`,
  alerts: `{ version: 1, alerts: Alert[] }

Alert = {
  id, version, kind: 'surge' | 'drift' | 'topic', day: 'YYYY-MM-DD', at, intentId?, tickets: number, expected: number, p: number,
  stabilityIndex?, movers?: { intentId?, before, after }[], terms?: string[], ticketIds: string[]
}`,
  'alerts watch': `as \`alerts\``,
  'taxonomy check': `{ version: 1, remarks: { severity, message, ... }[] }`,
  'taxonomy suggestions': `{ version: 1, suggestions: { id, sentence, ... }[] }`,
  taxonomy: `{ version: 1, taxonomy: Node[] }

Node = { id, level: 1 | 2 | 3, name, ticketCount, intentCount, children: Node[], intents: { id, name, ticketCount }[] }`,
  'documents add': `{ version: 1, documents: { file, source, status, unchanged: boolean, pages: number, characters: number, remarks: string[] }[] }`,
  'index verify': `{ version: 1, status: 'off' | 'whole' | 'differs' | 'repaired', embeddingModel?, passages: number, missing: number, orphans: number, others: { embeddingModel, role?: 'candidate' | 'previous', missing?: number, vectors: number, orphans: number }[] }`,
  'index build': 'as `index verify`',
  'index use': 'as `index verify`',
  'index back': 'as `index verify`',
  'index drop': 'as `index verify`',
  'index compare': `{
  version: 1, questions: number, absent: string[], degraded: number,
  running: { embeddingModel, scores: { k, questions, ndcg, recall, hitRate, mrr }[] }, candidate: as running,
  differences: { ndcg: { before, after, difference, low, high }, recall: as ndcg }
}`,
  'documents list': `{ version: 1, documents: { id, source, title, access: string[], addedAt, status, pages: number, characters: number, warnings: string[] }[] }`,
  'documents rechunk': `{ version: 1, documents: number, changed: number, left: number, passages: number, tokens: number }`,
  'articles gaps': `{ version: 1, gaps: { intent: Intent, share: number, unanswered: number, refused: number, article?: Article }[] }`,
  'replies suggest': `{ version: 1, answer: Answer }

Answer = {
  id, version, ticketId?, question, status: 'answered' | 'partial' | 'abstained', confidence, missing: string[], channels: { [name]: string }, generator,
  createdAt, createdBy: { kind, id },
  sentences: { text, citations: Citation[], contradictedBy?: Citation[] }[]
}
Citation = { chunkId, documentId, versionId, source, title, page, start, end, quote }`,
  'replies list': `{ version: 1, replies: { answer: Answer, withheld: number, standing: 'open' | Verdict, outcomes: Outcome[] }[] }

Outcome = { id, answerId, verdict: Verdict, note?, distance?: number, at, actor: { kind, id } }
Verdict = 'sent' | 'edited' | 'rejected' | 'reopened'`,
  'replies record': `{ version: 1, outcome: Outcome }`,
  'replies counts': `{ version: 1, sent: number, edited: number, rejected: number, reopened: number, sentUnchanged?: number, assisted?: number, meanDistance?: number }`,
  'articles list': `{ version: 1, articles: { article: Article, intentName, ticketCount }[] }

Article = { id, version, intentId, status, title, revisionId?, publishedRevisionId?, remark?, stale: boolean, staleReason?, staleRevisionId?, staleByReplies?: true, createdAt, updatedAt }`,
  'articles show': `{
  version: 1, article: Article, intent: Intent, ticketCount,
  revisions: { id, articleId, number, parentId?, content: { title, summary, sections, method, language }, feedback, fingerprint, checks?: { removed, unsupported, conflicts?: { section, sentence, about: 'number' | 'path' | 'negation', source }[], overlap?, backTest? }, createdAt, author }[],
  reviews: { id, articleId, revisionId, decision, feedback, at, actor }[]
}`,
  'articles export': `{ version: 1, folder, articles: { id, title, file }[] }`,
  'articles draft': `{ version: 1, articles: Article[] }`,
  ask: `{
  status: 'answered' | 'partial' | 'abstained',
  sentences: { text, citations: { document, page, quote, start, end }[], contradictedBy? }[],
  confidence: number, missing: string[]
}`,
  parse: `{
  status: 'ok' | 'partial' | 'needs_ocr' | 'encrypted' | 'garbled' | 'invalid',
  pages: { number, quality: 'ok' | 'empty' | 'scanned' | 'garbled', characters }[],
  characters: number, blocks: number, warnings: string[]
}`,
  jobs: `{ version: 1, jobs: { id, version, workspaceId, name, payload, payloadVersion, key?, status, priority, attempts, dueAt, leaseToken?, leasedUntil?, error?, createdAt, finishedAt? }[] }`,
  usage: `{ version: 1, total, purposes: { purpose, ... }[], models: { model, ... }[], days: { day, ... }[], runs: { runId, ... }[], intents: { intentId, ... }[] }, total and each row with { calls, inputTokens, outputTokens, cachedInputTokens, costUsd }`,
  export: `{ version: 1, folder, tickets: number, articles: number }`,
  backup: `{ version: 1, folder, bytes: number, files: number, rows: { <table>: number }, missing: string[] }`,
  restore: `{ version: 1, dataFolder, createdAt, rows: { <table>: number }, carriedOver: { tickets: number, documents: number, keys: number, members: number }, setAside? }; with --check { version: 1, ok: true, createdAt, ticketAi, files: number, rows }`,
  doctor: `{ version: 1, ok: boolean, checks: { name, state: 'ok' | 'warning' | 'fault', text }[] }`,
  'eval intents': `{
  version: 1, label, items, coverage, goldClusters, predictedClusters, clusterRatio, accuracy, nmi, ami, ari,
  homogeneity, completeness, purity, bCubedPrecision, bCubedRecall, bCubedF1,
  levels: { label, items, goldClusters, intents: Figures, taxonomy?: Figures & { predictedClusters } }[],
  hierarchical: { precision, recall, f1 },
  orders?: { orders, streamed, accuracy: Spread, ari: Spread, matched: Spread },
  configuration: { seed, granularity?, intentCount? }, seconds, peakMemoryMb,
  llm: { calls, inputTokens, outputTokens, costUsd },
  outcome: { tickets: string, labels: [label, tickets][], intents: number[] }
}

Figures = { accuracy, ari, ami }   Spread = { mean, sd }
With --compare: { version: 1, before, after, differences }, both results as above, differences as of \`eval compare\`.`,
  'eval answers': `{
  version: 1, questions, answerable, unanswerable, answered, right, falseAnswers, rightDocument, quoteOverlap, saysIt, precision,
  calibrationError,
  curve: { confidence, answered, falseAnswers, risk }[],
  against: { answered, falseAnswers, threshold? }[],
  tags: { [tag]: the figures of its questions },
  documents, tickets, seconds, unread: { document, reason }[], rejected: { line, reason }[],
  verdicts: what was made of each question
}
With --baseline also differences: { right, refused }, as of \`eval compare\`.`,
  'eval articles': `{
  version: 1, precision, recall, repeated, written, unsupported, leaked: number,
  articles: { intent, precision, recall, wrong: string[], repeated: string[], missing: { text, words }[], unsupported: string[], leaked: string[] }[],
  fallen: string[]
}`,
  'eval compare': `{
  version: 1,
  differences: { accuracy, ari, ami, bCubedF1, homogeneity, completeness, coverage: { before, after, difference, low, high } }
}`,
  'eval gate': `{ version: 1, passed: boolean, fallen: string[], faults: string[], differences: { [figure]: Difference } }`,
  'eval pairs': `{
  version: 1, pairs, judged, unsure, judgements: string, kappa?,
  precision: Estimate, recall: Estimate, f1: Estimate,
  strata: { together, 'together-unlike', boundary, 'apart-alike', apart: { population, judged, same } }
}

Estimate = { value, low, high }`,
  'eval stability': `{
  version: 1, resamples, tickets, inStable, silhouette,
  intents: { id, name, tickets, verdict: 'stable' | 'doubtful' | 'unstable', jaccard, kept, pure, silhouette, partner?: { name, share } }[]
}`,
  'eval retrieval': `{
  version: 1, documents, questions, unread: { document, reason }[], seconds: { index, ask },
  scores: { k, questions, ndcg, recall, hitRate, mrr }[], tags: { [tag]: { questions, ndcg, recall } },
  verdicts: { id, ndcg, recall, rank? }[], differences?: { ndcg, recall } /* with --baseline */
}`,
};
