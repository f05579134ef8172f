import { TicketAIError } from '../../errors.ts';
import { dayInZone } from '../../runtime/day-in-zone.ts';
import { goodRules } from './broken-ledger.ts';
import type { LedgerFault } from './ledger-faults.ts';

const atOnce = (bound: string) => `budget: calls that are reserved at once never exceed the ${bound}`;
const calls = [atOnce('calls of a day'), atOnce('calls of a run')];
const tokens = [atOnce('tokens of a day'), atOnce('tokens of a workspace')];
const money = atOnce('money of a day');
const allAtOnce = [...calls, ...tokens, money];
const refuse = goodRules.refuse;

export const budgetFaults: readonly LedgerFault[] = [
  {
    fault: 'the budget is looked at first and used afterwards',
    caughtBy: allAtOnce,
    rules: { pause: () => new Promise((resolve) => setTimeout(resolve, 1)) },
  },
  {
    fault: 'a budget cannot be used up',
    caughtBy: [
      ...allAtOnce,
      'budget: refuses',
      'budget: bounds only',
      'budget: cancelling',
      'budget: begins anew',
      'budget: that of a run',
      'budget: that of the workspace',
      'budget: money adds up',
    ],
    rules: {
      exceeds: (limits, wanted, count) =>
        goodRules.exceeds(
          limits,
          { ...wanted, inputTokens: wanted.inputTokens + 1, costUsd: wanted.costUsd + 0.01 },
          count + 1,
        ),
    },
  },
  {
    fault: 'calls are not bounded',
    caughtBy: [...calls, 'budget: begins anew', 'budget: that of a run', 'budget: that of the workspace'],
    rules: { exceeds: ({ calls: _, ...limits }, ...rest) => goodRules.exceeds(limits, ...rest) },
  },
  {
    fault: 'money is not bounded',
    caughtBy: [money, 'budget: cancelling', 'budget: money adds up'],
    rules: { exceeds: ({ usd: _, ...limits }, ...rest) => goodRules.exceeds(limits, ...rest) },
  },
  {
    fault: 'only tokens that go in are bounded',
    caughtBy: [...tokens, 'budget: refuses', 'budget: a call that cost more'],
    rules: {
      exceeds: (limits, wanted, count) => goodRules.exceeds(limits, { ...wanted, outputTokens: 0 }, count),
    },
  },
  {
    fault: 'cached tokens count twice',
    caughtBy: [...tokens, 'budget: refuses'],
    rules: {
      exceeds: (limits, wanted, count) =>
        goodRules.exceeds(
          limits,
          { ...wanted, inputTokens: wanted.inputTokens + wanted.cachedInputTokens },
          count,
        ),
    },
  },
  {
    fault: 'what is refused stays in the book',
    caughtBy: [...allAtOnce, 'budget: refuses', 'budget: cancelling', 'budget: that of the workspace'],
    rules: {
      refuse(book, call) {
        book.push(call);
        refuse(book, call);
      },
    },
  },
  {
    fault: 'what does not fit fails with another error',
    caughtBy: [
      ...allAtOnce,
      'budget: refuses',
      'budget: cancelling',
      'budget: a call that cost more',
      'budget: begins anew',
      'budget: that of a run',
      'budget: that of the workspace',
      'budget: money adds up',
    ],
    rules: {
      refuse() {
        throw new TicketAIError('limit-exceeded', { message: 'Too much.' });
      },
    },
  },
  {
    fault: 'what is not named is bounded all the same',
    caughtBy: ['budget: bounds only'],
    rules: {
      exceeds: (limits, wanted, count) => goodRules.exceeds({ usd: 1000, ...limits }, wanted, count),
    },
  },
  {
    fault: 'a day is the last 24 hours',
    caughtBy: ['budget: begins anew'],
    rules: {
      isIn: (call, scope, now) =>
        scope === 'day' ? call.at > now - 86_400_000 : goodRules.isIn(call, scope, now),
    },
  },
  {
    fault: 'a day is one of UTC',
    caughtBy: ['budget: begins anew'],
    rules: {
      isIn: (call, scope, now) =>
        scope === 'day'
          ? dayInZone(call.at, 'UTC') === dayInZone(now, 'UTC')
          : goodRules.isIn(call, scope, now),
    },
  },
  {
    fault: 'runs are not bounded',
    caughtBy: [atOnce('calls of a run'), 'budget: that of a run', 'budget: tells what is left'],
    rules: { bounds: (budget) => goodRules.bounds(budget) },
  },
  {
    fault: 'the budget of a run bounds all of them together',
    caughtBy: ['budget: bounds only', 'budget: that of a run', 'budget: tells what is left'],
    rules: {
      bounds: ({ perRun = {}, ...budget }) => [...goodRules.bounds(budget), [perRun, 'workspace']],
    },
  },
  {
    fault: 'the workspace as a whole is not bounded',
    caughtBy: [
      atOnce('tokens of a workspace'),
      'budget: that of the workspace',
      'budget: tells what is left',
    ],
    rules: { bounds: ({ total: _, ...budget }, runId) => goodRules.bounds(budget, runId) },
  },
  {
    fault: 'the workspace begins anew each day',
    caughtBy: ['budget: that of the workspace'],
    rules: {
      bounds: ({ total = {}, ...budget }, runId) => [...goodRules.bounds(budget, runId), [total, 'day']],
    },
  },
  {
    fault: 'money is added up in floating point',
    caughtBy: ['budget: money adds up'],
    rules: {
      exceeds: ({ usd, ...limits }, wanted, count) =>
        (usd !== undefined && wanted.costUsd > usd) || goodRules.exceeds(limits, wanted, count),
    },
  },
  {
    fault: 'less than nothing is left',
    caughtBy: ['budget: what is overspent'],
    rules: { left: (limit, used) => limit - used },
  },
];
