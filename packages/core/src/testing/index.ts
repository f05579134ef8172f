export { sampleTickets } from './sample-tickets.ts';
export { stageContext } from './stage-context.ts';
export { withoutFence } from './without-fence.ts';
