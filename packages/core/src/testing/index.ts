export { type Fault, type FaultPlan, planFaults } from './faulty.ts';
export { faultyStore, type StoreOperation } from './faulty-store.ts';
export { faultyVectors } from './faulty-vector-store.ts';
export {
  type HashedEmbeddingModel,
  type HashedEmbeddingOptions,
  hashedEmbeddingModel,
} from './hashed-embedding-model.ts';
export type { GoldTicket } from './oracle/gold-labels.ts';
export type { OracleAnswer } from './oracle/oracle-answer.ts';
export type { OracleFaults, OracleWorld, ShownIntent } from './oracle/oracle-world.ts';
export { itemsOf, linesOf, type PromptItem, type PromptLine } from './oracle/read-prompt.ts';
export type { GranularityShift } from './oracle/shift-granularity.ts';
export {
  type ChatMessage,
  type OracleUsage,
  type SimulatedOracle,
  type SimulatedOracleOptions,
  simulatedOracle,
} from './oracle/simulated-oracle.ts';
export type { ProviderFault } from './provider-faults.ts';
export { type ModelCallRace, type ModelCallRaceResult, raceModelCalls } from './race-model-calls.ts';
export { type Race, type RaceResult, raceWorkers } from './race-workers.ts';
export {
  changeVerbs,
  type LifeStep,
  type LifeVerb,
  lifeVerbs,
  plainTaxonomy,
  takeStep,
  visibleState,
} from './random-life.ts';
export { sampleTickets } from './sample-tickets.ts';
export { type ScriptedModel, type ScriptedReply, type SeenRequest, scriptedModel } from './scripted-model.ts';
export { simulatedLedger, simulatedModels } from './simulated-models.ts';
export {
  type ReceivedRequest,
  type SimulatedProvider,
  type SimulatedProviderOptions,
  simulatedProvider,
} from './simulated-provider.ts';
export { stageContext } from './stage-context.ts';
export { type StillClock, stillClock } from './still-clock.ts';
export { withoutFence } from './without-fence.ts';
export { withoutJournal } from './without-journal.ts';
export { wordClusterer } from './word-clusterer.ts';
