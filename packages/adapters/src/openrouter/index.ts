export {
  type OpenRouterEmbeddingModel,
  type OpenRouterLanguageModel,
  type OpenRouterOptions,
  openrouterEmbeddingModel,
  openrouterLanguageModel,
} from './openrouter-models.ts';
