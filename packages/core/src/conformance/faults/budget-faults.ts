import { TicketAIError } from '../../errors.ts';
import { goodRules } from './broken-ledger.ts';
import type { LedgerFault } from './ledger-faults.ts';

const atOnce = (bound: string) => `budget: calls that are reserved at once never exceed the ${bound}`;
const refuse = goodRules.refuse;

export const budgetFaults: readonly LedgerFault[] = [
  {
    fault: 'the budget is looked at first and used afterwards',
    caughtBy: [atOnce('calls'), atOnce('tokens'), atOnce('money')],
    rules: { pause: () => new Promise((resolve) => setTimeout(resolve, 1)) },
  },
  {
    fault: 'a budget cannot be used up',
    caughtBy: [
      atOnce('calls'),
      atOnce('tokens'),
      atOnce('money'),
      'budget: refuses',
      'budget: bounds only',
      'budget: cancelling',
      'budget: begins anew',
    ],
    rules: {
      exceeds: (budget, wanted, calls) =>
        goodRules.exceeds(
          budget,
          { ...wanted, inputTokens: wanted.inputTokens + 1, costUsd: wanted.costUsd + 0.01 },
          calls + 1,
        ),
    },
  },
  {
    fault: 'calls are not bounded',
    caughtBy: [atOnce('calls'), 'budget: begins anew'],
    rules: { exceeds: ({ callsPerDay: _, ...budget }, ...rest) => goodRules.exceeds(budget, ...rest) },
  },
  {
    fault: 'money is not bounded',
    caughtBy: [atOnce('money'), 'budget: cancelling'],
    rules: { exceeds: ({ usdPerDay: _, ...budget }, ...rest) => goodRules.exceeds(budget, ...rest) },
  },
  {
    fault: 'only tokens that go in are bounded',
    caughtBy: [atOnce('tokens'), 'budget: refuses', 'budget: a call that cost more'],
    rules: {
      exceeds: (budget, wanted, calls) => goodRules.exceeds(budget, { ...wanted, outputTokens: 0 }, calls),
    },
  },
  {
    fault: 'cached tokens count twice',
    caughtBy: [atOnce('tokens'), 'budget: refuses'],
    rules: {
      exceeds: (budget, wanted, calls) =>
        goodRules.exceeds(
          budget,
          { ...wanted, inputTokens: wanted.inputTokens + wanted.cachedInputTokens },
          calls,
        ),
    },
  },
  {
    fault: 'what is refused stays in the book',
    caughtBy: [atOnce('calls'), atOnce('tokens'), atOnce('money'), 'budget: refuses', 'budget: cancelling'],
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
      atOnce('calls'),
      atOnce('tokens'),
      atOnce('money'),
      'budget: refuses',
      'budget: cancelling',
      'budget: a call that cost more',
      'budget: begins anew',
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
      exceeds: (budget, wanted, calls) => goodRules.exceeds({ usdPerDay: 1000, ...budget }, wanted, calls),
    },
  },
  {
    fault: 'a day is the last 24 hours',
    caughtBy: ['budget: begins anew'],
    rules: { startOfDay: (now) => now - 86_400_000 },
  },
  {
    fault: 'a day ends at noon',
    caughtBy: ['budget: begins anew'],
    rules: { startOfDay: (now) => goodRules.startOfDay(now + 43_200_000 - 1) - 43_200_000 },
  },
];
