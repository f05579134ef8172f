import type { Context } from './context.ts';
import type { DeskGround } from './desk-work.ts';
import { inActiveRun } from './intent/active-run.ts';
import { resumeAdjudication } from './intent/adjudicate-tickets.ts';
import { emergingIntents } from './intent/emerging-intents.ts';
import { thresholdNow } from './intent/matching-policy.ts';
import { openAudits } from './intent/open-audits.ts';
import type { MatchingStatus, TicketAI } from './ticket-ai.ts';

/** The verbs about matching. */
export function deskMatching({ work, call }: DeskGround): TicketAI['matching'] {
  const context = () => work.context(call);
  return {
    async status() {
      return readStatus(await context());
    },
    async resume() {
      const opened = await context();
      await resumeAdjudication(opened);
      await work.settleInline({ abortSignal: call.abortSignal });
      return readStatus(opened);
    },
    async emerging() {
      return emergingIntents(await context());
    },
    async audits() {
      return openAudits(await context());
    },
  };
}

async function readStatus({ store, clusterer, matching, models }: Context): Promise<MatchingStatus> {
  const learned = await store.clustererStates.get(clusterer.name);
  const { score, certified } = thresholdNow(matching, learned?.certificate, models !== undefined);
  const heads = { ...(await inActiveRun(store)), role: 'primary' } as const;
  return {
    policy: matching,
    ...(Number.isFinite(score) ? { threshold: score } : {}),
    certified,
    ...(learned?.certificate === undefined ? {} : { certificate: learned.certificate }),
    undecided: await store.assignmentHeads.count({ ...heads, decision: 'provisional' }),
    waiting: await store.assignmentHeads.count({ ...heads, decision: 'unassigned' }),
  };
}
