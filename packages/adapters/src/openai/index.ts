export {
  type OpenAIEndpoint,
  openaiEmbeddingModel,
  openaiLanguageModel,
} from './openai-models.ts';
