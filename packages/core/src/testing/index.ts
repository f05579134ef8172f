export { type Fault, type FaultPlan, planFaults } from './faulty.ts';
export { faultyStore, type StoreOperation } from './faulty-store.ts';
export { faultyVectors } from './faulty-vector-store.ts';
export { sampleTickets } from './sample-tickets.ts';
export { stageContext } from './stage-context.ts';
export { withoutFence } from './without-fence.ts';
