export {
  type GoogleEmbeddingModel,
  type GoogleLanguageModel,
  type GoogleOptions,
  googleEmbeddingModel,
  googleLanguageModel,
} from './google-models.ts';
