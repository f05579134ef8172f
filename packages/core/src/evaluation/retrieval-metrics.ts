/** Grades of relevant documents per question; what is not named is not relevant. */
export type Judgements = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Found documents per question, best first. A document found more than once counts at its best place. */
export type Rankings = ReadonlyMap<string, readonly string[]>;

/** Means over the judged questions, 0 to 1. A question that was not asked scores 0. */
export interface RetrievalMetrics {
  readonly questions: number;
  /** Linear gain. */
  readonly ndcg: number;
  readonly recall: number;
  readonly hitRate: number;
  /** Reciprocal rank of the first relevant document within the first `k`. */
  readonly mrr: number;
}

/** Scores rankings against judgements. @param k how many of the found documents count. Default 10 */
export function retrievalMetrics(judgements: Judgements, rankings: Rankings, k = 10): RetrievalMetrics {
  const scores = [...judgements]
    .map(([question, grades]) => ({
      question,
      grades: new Map([...grades].filter(([, grade]) => grade > 0)),
    }))
    .filter(({ grades }) => grades.size > 0)
    .map(({ question, grades }) =>
      scoreOne(grades, [...new Set(rankings.get(question) ?? [])].slice(0, k), k),
    );
  const mean = (pick: (score: (typeof scores)[number]) => number) =>
    scores.length === 0 ? 0 : scores.reduce((total, score) => total + pick(score), 0) / scores.length;
  return {
    questions: scores.length,
    ndcg: mean((score) => score.ndcg),
    recall: mean((score) => score.recall),
    hitRate: mean((score) => score.hit),
    mrr: mean((score) => score.reciprocalRank),
  };
}

/** How one question did. */
export interface RetrievalVerdict {
  readonly id: string;
  /** nDCG of the first ten. */
  readonly ndcg: number;
  /** Recall of the first five. */
  readonly recall: number;
  /** Place of the first relevant document, from 1; absent when none was found. */
  readonly rank?: number;
}

/** Every judged question by itself, in the order of the judgements: what means are made of, and what is compared question by question. */
export function retrievalVerdicts(judgements: Judgements, rankings: Rankings): RetrievalVerdict[] {
  return [...judgements].flatMap(([id, all]) => {
    const grades = new Map([...all].filter(([, grade]) => grade > 0));
    if (grades.size === 0) return [];
    const found = [...new Set(rankings.get(id) ?? [])];
    const first = found.findIndex((document) => grades.has(document));
    return [
      {
        id,
        ndcg: scoreOne(grades, found.slice(0, 10), 10).ndcg,
        recall: scoreOne(grades, found.slice(0, 5), 5).recall,
        ...(first < 0 ? {} : { rank: first + 1 }),
      },
    ];
  });
}

function scoreOne(grades: ReadonlyMap<string, number>, found: readonly string[], k: number) {
  const gains = found.map((document) => grades.get(document) ?? 0);
  const ideal = [...grades.values()].sort((left, right) => right - left).slice(0, k);
  const discounted = (values: readonly number[]) =>
    values.reduce((total, gain, rank) => total + gain / Math.log2(rank + 2), 0);
  const hits = gains.filter((gain) => gain > 0).length;
  const first = gains.findIndex((gain) => gain > 0);
  return {
    ndcg: discounted(gains) / discounted(ideal),
    recall: hits / grades.size,
    hit: hits > 0 ? 1 : 0,
    reciprocalRank: first < 0 ? 0 : 1 / (first + 1),
  };
}
