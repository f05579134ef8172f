export { type CitationMetrics, citationMetrics, type JudgedAnswer } from './citation-metrics.ts';
export { type ClusteringMetrics, clusteringMetrics, scoreLabeling } from './clustering-metrics.ts';
export {
  type ClusteringPair,
  type ComparedFigure,
  type CompareOptions,
  compareClusterings,
  comparedFigures,
  type FigureDifference,
} from './compare-clusterings.ts';
export { type HierarchicalMetrics, hierarchicalMetrics, type LabelPath } from './hierarchical-metrics.ts';
export { type NumberedLabels, numberLabels } from './number-labels.ts';
export {
  type Judgements,
  type Rankings,
  type RetrievalMetrics,
  retrievalMetrics,
} from './retrieval-metrics.ts';
