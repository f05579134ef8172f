export { type ChromaVectorsOptions, chromaVectors } from './chroma-vector-store.ts';
