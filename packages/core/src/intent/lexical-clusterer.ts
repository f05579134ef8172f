import type { TicketId } from '../ids.ts';
import { buildInvertedIndex, type InvertedIndex, queryNeighbours } from '../text/nearest-neighbours.ts';
import { normaliseText } from '../text/normalise.ts';
import type { ClusterName } from '../text/phrases.ts';
import { projectPoints } from '../text/project-points.ts';
import { tokenise } from '../text/tokenise.ts';
import { fitVocabulary, type Vocabulary, vectorise } from '../text/vocabulary.ts';
import type {
  Catalogue,
  CatalogueIntent,
  Clusterer,
  ClusterPlan,
  MatchDecision,
  ProposedIntent,
  TicketText,
} from './clusterer.ts';
import { groupByLanguage, type TextGroups } from './group-by-language.ts';
import type { RunNote } from './intent.ts';

/** A group below this size is no intent: its tickets stay unassigned. */
const smallestIntent = 2;
/** Words of a message that may name its intent. */
const nameWords = 50;
/** Neighbours that vote on a new ticket. */
const voters = 10;
/** Similarity at which the nearest exemplar alone is half convincing. */
const halfSimilarity = 0.25;

/**
 * The built-in clusterer: no model, no key, deterministic. Discovery groups a graph of nearest neighbours over word and character
 * features; matching lets the nearest exemplars of the known intents vote.
 */
export function lexicalClusterer(): Clusterer {
  let latest: { readonly catalogue: Catalogue; readonly index: ExemplarIndex } | undefined;
  return {
    name: 'lexical@1',
    async discover({ tickets, granularity, intentCount, seed = 1, parallel, abortSignal, onProgress }) {
      const spoken = tickets.filter(({ text, replies }) => `${text}${replies}`.trim() !== '');
      const texts = spoken.map(({ text, replies, language }) => ({
        text: replies === '' ? text : `${text}\n${replies}`,
        nameable: `${firstWords(text)}\n${firstWords(replies)}`,
        language,
      }));
      const groups = await groupByLanguage(texts, {
        seed,
        ...(granularity === undefined ? {} : { granularity }),
        ...(intentCount === undefined ? {} : { targetCount: intentCount }),
        ...(parallel === undefined ? {} : { parallel }),
        ...(abortSignal === undefined ? {} : { abortSignal }),
        ...(onProgress === undefined ? {} : { onProgress: (done, step) => onProgress({ done, step }) }),
      });
      return describePlan(tickets, spoken, groups, seed);
    },
    async assign({ tickets, catalogue }) {
      if (latest?.catalogue.version !== catalogue.version) {
        latest = { catalogue, index: indexExemplars(catalogue) };
      }
      return { decisions: matchAll(latest.index, tickets) };
    },
  };
}

function describePlan(
  tickets: readonly TicketText[],
  spoken: readonly TicketText[],
  groups: TextGroups,
  seed: number,
): ClusterPlan {
  const rowOf = new Map(spoken.map(({ ticketId }, row) => [ticketId, row]));
  const certainties = memberCertainties(groups);
  const rowsByLabel = Map.groupBy(spoken.keys(), (row) => groups.labels[row] ?? -1);
  const intents: ProposedIntent[] = [];
  const unassigned = tickets.filter(({ ticketId }) => !rowOf.has(ticketId)).map(silent);
  for (const [label, rows] of [...rowsByLabel].sort(([a], [b]) => a - b)) {
    const name = groups.names[label];
    if (rows.length >= smallestIntent && name !== undefined)
      intents.push(proposeIntent(name, rows, spoken, certainties));
    else for (const row of rows) unassigned.push(leaveOut(spoken, groups, row));
  }
  const { x, y, method } = projectPoints({ neighbours: groups.neighbours, labels: groups.labels, seed });
  const place = (values: Float32Array) =>
    Float32Array.from(tickets, ({ ticketId }) => values[rowOf.get(ticketId) ?? -1] ?? 0.5);
  return {
    intents,
    unassigned,
    notes: notesOn(groups, intents.length),
    map: { method, seed, x: place(x), y: place(y) },
  };
}

/** The beginning says what it is about; the rest of a long mail is about everything. */
function firstWords(text: string): string {
  return text.split(/\s+/, nameWords).join(' ');
}

function silent({ ticketId }: TicketText): ClusterPlan['unassigned'][number] {
  return { ticketId, code: 'no-text', reason: 'The ticket has no text.' };
}

function proposeIntent(
  { name, terms }: ClusterName,
  rows: readonly number[],
  tickets: readonly TicketText[],
  certainties: Float32Array,
): ProposedIntent {
  const members = rows
    .map((row) => ({
      ticketId: tickets[row]?.ticketId ?? ('' as TicketId),
      confidence: certainties[row] ?? 0,
      text: tickets[row]?.text ?? '',
    }))
    .sort((a, b) => b.confidence - a.confidence || compareText(a.text, b.text));
  return {
    name,
    nameSource: 'lexical',
    description: firstSentence(members[0]?.text ?? ''),
    terms: terms.map(({ surface }) => surface),
    members: members.map(({ ticketId, confidence }) => ({ ticketId, confidence })),
  };
}

/** Certainty of a member: the share of its nearest neighbours' weight that lies in its own group. */
function memberCertainties({ labels, neighbours }: TextGroups): Float32Array {
  const { k, indices, similarities } = neighbours;
  return Float32Array.from(labels, (label, row) => {
    let own = 0;
    let all = 0;
    for (let at = row * k; at < row * k + k; at += 1) {
      const other = indices[at] ?? -1;
      if (other < 0) break;
      const weight = similarities[at] ?? 0;
      all += weight;
      if (labels[other] === label) own += weight;
    }
    return all === 0 ? 0 : own / all;
  });
}

function leaveOut(
  spoken: readonly TicketText[],
  { neighbours }: TextGroups,
  row: number,
): ClusterPlan['unassigned'][number] {
  const nearest = spoken[neighbours.indices[row * neighbours.k] ?? -1]?.ticketId;
  return {
    ticketId: spoken[row]?.ticketId ?? ('' as TicketId),
    code: 'too-few-alike',
    reason: 'No other ticket is enough like it to make an intent.',
    ...(nearest === undefined ? {} : { nearest }),
  };
}

function notesOn({ confidence, lowConfidence, languages }: TextGroups, intents: number): RunNote[] {
  const notes: RunNote[] = [];
  if (lowConfidence && intents > 0) {
    notes.push({
      code: 'granularity-uncertain',
      parameters: { intents, confidence: Math.round(confidence * 100) / 100 },
    });
  }
  if (languages.length > 1)
    notes.push({ code: 'languages-apart', parameters: { languages: languages.join(', ') } });
  return notes;
}

/** The exemplars of all intents as one searchable matrix. */
interface ExemplarIndex {
  readonly vocabulary: Vocabulary;
  readonly index: InvertedIndex;
  /** Every content word of the exemplars. */
  readonly words: ReadonlySet<string>;
  /** The intent and ticket of each row. */
  readonly rows: readonly { readonly intent: CatalogueIntent; readonly ticketId: TicketId }[];
}

function indexExemplars(catalogue: Catalogue): ExemplarIndex {
  const rows = catalogue.intents.flatMap((intent) =>
    intent.exemplars.map(({ ticketId, text }) => ({ intent, ticketId, text })),
  );
  const { vocabulary, matrix } = fitVocabulary(rows.map(({ text }) => normaliseText(text)));
  return {
    vocabulary,
    index: buildInvertedIndex(matrix),
    words: new Set(rows.flatMap(({ text }) => contentWords(text))),
    rows,
  };
}

function matchAll(
  { vocabulary, index, words, rows }: ExemplarIndex,
  tickets: readonly TicketText[],
): MatchDecision[] {
  const queries = vectorise(
    vocabulary,
    tickets.map(({ text }) => normaliseText(text)),
  );
  const { k, indices, similarities } = queryNeighbours(index, queries, { k: voters });
  return tickets.map(({ ticketId, text }, row) => {
    const neighbours: { intent: CatalogueIntent; ticketId: TicketId; similarity: number }[] = [];
    for (let at = row * k; at < row * k + k; at += 1) {
      const exemplar = rows[indices[at] ?? -1];
      const similarity = similarities[at] ?? 0;
      if (exemplar !== undefined && similarity > 0) neighbours.push({ ...exemplar, similarity });
    }
    return vote(ticketId, neighbours, knownShare(text, words));
  });
}

function contentWords(text: string): string[] {
  return tokenise(normaliseText(text), { withoutStopWords: true });
}

/** The share of a ticket's content words that any exemplar has. Words nobody has used before speak for something new. */
function knownShare(text: string, words: ReadonlySet<string>): number {
  const own = [...new Set(contentWords(text))];
  return own.length === 0 ? 0 : own.filter((word) => words.has(word)).length / own.length;
}

/** Votes weigh with the square of their similarity; a ticket unlike every exemplar is nobody's, however one-sided the vote. */
function vote(
  ticketId: TicketId,
  neighbours: readonly {
    readonly intent: CatalogueIntent;
    readonly ticketId: TicketId;
    readonly similarity: number;
  }[],
  familiar: number,
): MatchDecision {
  // Similarity is measured on the words the exemplars know; the share of unknown ones makes up for it.
  const nearest = (neighbours[0]?.similarity ?? 0) * familiar;
  const known = nearest ** 2 / (nearest ** 2 + halfSimilarity ** 2);
  const weights = new Map<CatalogueIntent, number>();
  let all = 0;
  for (const { intent, similarity } of neighbours) {
    weights.set(intent, (weights.get(intent) ?? 0) + similarity ** 2);
    all += similarity ** 2;
  }
  const ranked = [...weights].sort((a, b) => b[1] - a[1] || compareText(a[0].intentId, b[0].intentId));
  const candidates = ranked
    .slice(0, 8)
    .map(([{ intentId }, weight]) => ({ intentId, score: (known * weight) / all }));
  return {
    ticketId,
    candidates,
    noneScore: 1 - known,
    reason: explain(ranked[0]?.[0], neighbours),
    neighbours: neighbours
      .slice(0, 3)
      .map(({ ticketId: other, similarity }) => ({ ticketId: other, similarity })),
  };
}

function explain(
  best: CatalogueIntent | undefined,
  neighbours: readonly { readonly intent: CatalogueIntent; readonly similarity: number }[],
): string {
  if (best === undefined) return 'It shares no telling word with any known intent.';
  const votes = neighbours.filter(({ intent }) => intent === best).length;
  const nearest = Math.round((neighbours[0]?.similarity ?? 0) * 100) / 100;
  return `${votes} of the ${neighbours.length} nearest tickets belong to "${best.name}"; the nearest is ${nearest} alike (1 = equal).`;
}

function firstSentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 160 ? line : `${line.slice(0, 157).replace(/\s+\S*$/, '')} ...`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
