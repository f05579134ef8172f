export {
  type AnswerScores,
  type AnswerVerdict,
  type GoldenQuestion,
  judgeAnswer,
  type ShownAnswer,
  scoreAnswers,
  scoreAnswersByTag,
} from './answer-metrics.ts';
export {
  type ArticleScores,
  type ArticleVerdict,
  type GoldenStep,
  type JudgedArticle,
  judgeArticle,
  scoreArticles,
} from './article-metrics.ts';
export { type CitationMetrics, citationMetrics, type JudgedAnswer } from './citation-metrics.ts';
export { type ClusteringMetrics, clusteringMetrics, scoreLabeling } from './clustering-metrics.ts';
export { cohensKappa } from './cohens-kappa.ts';
export {
  type ClusteringPair,
  type ComparedFigure,
  type CompareOptions,
  compareClusterings,
  comparedFigures,
  type FigureDifference,
} from './compare-clusterings.ts';
export { compareMeans } from './compare-means.ts';
export {
  type DrawnPair,
  type DrawOptions,
  drawPairs,
  type PairDesign,
  type PairSource,
  type PairStratum,
  pairStrata,
} from './draw-pairs.ts';
export {
  type Estimate,
  type EstimateOptions,
  estimatePairs,
  type PairEstimates,
  type PairVerdict,
} from './estimate-pairs.ts';
export { type HierarchicalMetrics, hierarchicalMetrics, type LabelPath } from './hierarchical-metrics.ts';
export {
  type JudgedTicket,
  judgeTicketPairs,
  judgeTicketPairsInstructions,
  judgeTicketPairsPrompt,
  type TicketPair,
  type TicketPairJudgements,
} from './judge-ticket-pairs.ts';
export { neighbourSilhouette } from './neighbour-silhouette.ts';
export { type NumberedLabels, numberLabels } from './number-labels.ts';
export { type DocumentPart, documentParts, type ParsingMetrics, parsingMetrics } from './parsing-metrics.ts';
export {
  type ClusterStability,
  doubtfulJaccard,
  type Resample,
  resampleStability,
  stableJaccard,
} from './resample-stability.ts';
export {
  type Judgements,
  type Rankings,
  type RetrievalMetrics,
  type RetrievalVerdict,
  retrievalMetrics,
  retrievalVerdicts,
} from './retrieval-metrics.ts';
export {
  bestThreshold,
  calibrationError,
  falseAnswersAt,
  type RiskedAnswer,
  type RiskPoint,
  riskCoverage,
  type SingleScore,
  type ThresholdRule,
} from './risk-coverage.ts';
export { type TextLikeness, textLikeness } from './text-likeness.ts';
