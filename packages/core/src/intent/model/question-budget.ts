import { TicketAIError } from '../../errors.ts';
import type { BudgetLimits } from '../../model/ledger.ts';
import type { Models } from '../../model/models.ts';

/** How many questions may be asked. */
export interface QuestionLimits {
  readonly calls: number;
  /** In and out, estimated at four characters each. */
  readonly tokens: number;
}

/** Tokens of the form of a reply, which goes along with every question. */
const formTokens = 100;
/** Tokens of an answer about one item. */
const answerTokens = 25;
/** So many questions may fail one after the other before no more are asked. */
const mostFailures = 3;

/** Questions within limits. Once they are reached, or the model stays silent, nothing more is asked and what is known must do. */
export interface Asker {
  /** `undefined`: not asked, or not answered. @throws `aborted` */
  ask<Result>(work: (models: Models) => Promise<Result>): Promise<Result | undefined>;
  /** The names of people each ticket tells. Asks nothing. */
  readonly namesOf: Models['namesOf'];
  /** What may still be asked. */
  left(): QuestionLimits;
  /** Calls made. */
  calls(): number;
  /** Whether nothing more is asked, and why: the workspace's budget is used up, or the model does not answer. The wanted limits are no reason. */
  stopped(): 'budget-exhausted' | 'model-failed' | undefined;
}

/** Asks within `wanted` and what the workspace's budget has left. */
export async function openAsker(models: Models, wanted: QuestionLimits): Promise<Asker> {
  const budget: BudgetLimits = await models.left();
  let calls = Math.min(wanted.calls, budget.calls ?? Number.POSITIVE_INFINITY);
  let tokens = Math.min(wanted.tokens, budget.tokens ?? Number.POSITIVE_INFINITY);
  const isShort = calls < wanted.calls || tokens < wanted.tokens;
  const isSpent = () => calls < 1 || tokens <= 0;
  let made = 0;
  let failures = 0;
  let stopped: 'budget-exhausted' | 'model-failed' | undefined;

  const counted: Models = {
    ...models,
    async generateItems(request) {
      const { instructions, prefix = '', items } = request;
      const characters = items.reduce(
        (sum, { text }) => sum + text.length,
        instructions.length + prefix.length,
      );
      calls -= 1;
      tokens -= Math.ceil(characters / 4) + formTokens + answerTokens * items.length;
      made += 1;
      return models.generateItems(request);
    },
  };

  return {
    namesOf: models.namesOf,
    left: () => ({ calls: Math.max(0, calls), tokens: Math.max(0, tokens) }),
    calls: () => made,
    stopped: () => stopped ?? (isShort && isSpent() ? 'budget-exhausted' : undefined),
    async ask(work) {
      if (stopped !== undefined || isSpent()) return undefined;
      try {
        const result = await work(counted);
        failures = 0;
        return result;
      } catch (error) {
        if (TicketAIError.is(error, 'budget-exhausted')) stopped = 'budget-exhausted';
        else if (!TicketAIError.is(error, 'model-failed')) throw error;
        failures += 1;
        if (failures >= mostFailures) stopped ??= 'model-failed';
        return undefined;
      }
    },
  };
}
