import type { TicketId } from '../ids.ts';
import { buildInvertedIndex, type InvertedIndex, queryNeighbours } from '../text/nearest-neighbours.ts';
import { normaliseText } from '../text/normalise.ts';
import { tokenise } from '../text/tokenise.ts';
import { fitVocabulary, type Vocabulary, vectorise } from '../text/vocabulary.ts';
import type { Catalogue, CatalogueIntent, MatchDecision, TicketText } from './clusterer.ts';

/** Neighbours that vote on a new ticket. */
const voters = 10;
/** Similarity at which the nearest exemplar alone is half convincing. */
const halfSimilarity = 0.25;

/** The exemplars of all intents as one searchable matrix. */
export interface ExemplarIndex {
  readonly vocabulary: Vocabulary;
  readonly index: InvertedIndex;
  /** Every content word of the exemplars. */
  readonly words: ReadonlySet<string>;
  /** The intent and ticket of each row. */
  readonly rows: readonly { readonly intent: CatalogueIntent; readonly ticketId: TicketId }[];
}

/** Fits features on the exemplars. */
export function indexExemplars(catalogue: Catalogue): ExemplarIndex {
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

/** Ranks the known intents for each ticket. */
export function matchTexts(
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

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
