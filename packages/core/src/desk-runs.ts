import { readResult } from './desk-result.ts';
import type { DeskGround } from './desk-work.ts';
import { TicketAIError } from './errors.ts';
import { readRunDiff } from './intent/read-run-diff.ts';
import { requestRecluster } from './intent/recluster-intents.ts';
import { dropRun, promoteRun, rollBackRun } from './intent/switch-runs.ts';
import { collectAll } from './record.ts';
import type { TicketAI } from './ticket-ai.ts';

/** The verbs about runs: looking anew at all tickets, and letting that hold or not. */
export function deskRuns({ work, call }: DeskGround): Pick<TicketAI, 'recluster' | 'runs'> {
  const context = () => work.context(call);
  const settle = (key?: string) =>
    work.settleInline({ abortSignal: call.abortSignal, ...(key === undefined ? {} : { key }) });
  return {
    async recluster(request = {}) {
      const opened = await context();
      const runId = await requestRecluster(opened, request);
      await settle(`run:${runId}`);
      return readResult(() => opened.store.runs.get(runId));
    },
    runs: {
      async list() {
        const { store } = await context();
        return collectAll(store.runs, { orderBy: { field: 'startedAt', direction: 'descending' } });
      },
      async get(runId) {
        const run = await (await context()).store.runs.get(runId);
        if (run === undefined)
          throw new TicketAIError('not-found', {
            message: `There is no run ${runId}. \`runs list\` shows them.`,
            context: { runId },
          });
        return run;
      },
      async diff(runId) {
        return readRunDiff((await context()).store, runId);
      },
      async promote(runId) {
        const run = await promoteRun(await context(), { runId });
        await settle();
        return run;
      },
      async drop(runId) {
        return dropRun(await context(), { runId });
      },
      async rollBack() {
        const run = await rollBackRun(await context());
        await settle();
        return run;
      },
    },
  };
}
