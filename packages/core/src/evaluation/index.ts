export { type CitationMetrics, citationMetrics, type JudgedAnswer } from './citation-metrics.ts';
export { type ClusteringMetrics, clusteringMetrics } from './clustering-metrics.ts';
export {
  type Judgements,
  type Rankings,
  type RetrievalMetrics,
  retrievalMetrics,
} from './retrieval-metrics.ts';
