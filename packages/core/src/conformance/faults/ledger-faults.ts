import { usage } from '../ledger-fixtures.ts';
import { goodRules, type LedgerRules } from './broken-ledger.ts';

/** A fault of a ledger, and exactly the cases that must fail by it. */
export interface LedgerFault {
  readonly fault: string;
  readonly caughtBy: readonly string[];
  readonly rules: Partial<LedgerRules>;
}

const free = usage(0);

export const ledgerFaults: readonly LedgerFault[] = [
  {
    fault: 'a call under way has an empty reply',
    caughtBy: ['finds a reply'],
    rules: {
      find: (calls, key) =>
        goodRules.find(calls, key) ??
        calls.find((call) => call.key === key && call.reply === undefined)?.key.slice(0, 0),
    },
  },
  {
    fault: 'an empty reply is found',
    caughtBy: ['an empty reply'],
    rules: { find: (calls, key) => calls.find((call) => call.key === key)?.reply },
  },
  {
    fault: 'keys are compared by their beginning',
    caughtBy: ['tells requests apart'],
    rules: { find: (calls, key) => calls.find((call) => call.key.startsWith(key) && call.reply)?.reply },
  },
  {
    fault: 'keys are cut at the first colon',
    caughtBy: ['tells requests apart'],
    rules: {
      find: (calls, key) =>
        calls.find((call) => call.key.split(':')[0] === key.split(':')[0] && call.reply)?.reply,
    },
  },
  {
    fault: 'only the newest call of a request is looked at',
    caughtBy: ['a paid reply stays'],
    rules: { find: (calls, key) => calls.findLast((call) => call.key === key)?.reply || undefined },
  },
  {
    fault: 'a request under way is not reserved again',
    caughtBy: ['the same request twice'],
    rules: {
      reserve: (book, call) =>
        book.find(({ key, reply }) => key === call.key && reply === undefined)?.id ??
        goodRules.reserve(book, call),
    },
  },
  {
    fault: 'only settled calls count',
    caughtBy: [
      'what is reserved',
      'cancelling takes back',
      'tells what was spent',
      'budget: calls that are reserved at once never exceed the calls of a day',
      'budget: calls that are reserved at once never exceed the tokens of a day',
      'budget: calls that are reserved at once never exceed the money of a day',
      'budget: calls that are reserved at once never exceed the calls of a run',
      'budget: calls that are reserved at once never exceed the tokens of a workspace',
      'budget: refuses',
      'budget: bounds only',
      'budget: cancelling',
      'budget: begins anew',
      'budget: that of a run',
      'budget: that of the workspace',
      'budget: money adds up',
      'budget: tells what is left',
    ],
    rules: { isIn: (call, ...rest) => call.reply !== undefined && goodRules.isIn(call, ...rest) },
  },
  {
    fault: 'the estimate stays',
    caughtBy: [
      'an empty reply',
      'the same request twice',
      'settling puts',
      'a settled call stays',
      'tells what was spent',
      'a call counts on the day',
      'budget: cancelling',
      'budget: a call that cost more',
      'budget: what is overspent',
    ],
    rules: { settle: (_book, call, _used, reply) => void Object.assign(call, { reply }) },
  },
  {
    fault: 'settling twice counts twice',
    caughtBy: ['settling puts'],
    rules: {
      settle(book, call, used, reply) {
        if (call.reply !== undefined) book.push({ ...call, id: `${call.id}2` });
        goodRules.settle(book, call, used, reply);
      },
    },
  },
  {
    fault: 'cancelling frees nothing',
    caughtBy: ['cancelling takes back', 'budget: cancelling'],
    rules: { cancel: () => {} },
  },
  {
    fault: 'cancelling keeps a call of no cost',
    caughtBy: ['cancelling takes back'],
    rules: {
      cancel(book, id) {
        const call = book.find((each) => each.id === id && each.reply === undefined);
        if (call !== undefined) call.usage = free;
      },
    },
  },
  {
    fault: 'cancelling twice frees another call',
    caughtBy: ['cancelling takes back', 'a settled call stays'],
    rules: {
      cancel: (book, id) =>
        void book.splice(
          Math.max(
            0,
            book.findIndex((call) => call.id === id),
          ),
          1,
        ),
    },
  },
  {
    fault: 'cancelling deletes settled calls',
    caughtBy: ['a settled call stays'],
    rules: {
      cancel(book, id) {
        const at = book.findIndex((call) => call.id === id);
        if (at >= 0) book.splice(at, 1);
      },
    },
  },
  {
    fault: 'a run counts all calls',
    caughtBy: ['tells what was spent', 'budget: that of a run'],
    rules: { isIn: (call, scope, now) => typeof scope === 'object' || goodRules.isIn(call, scope, now) },
  },
  {
    fault: 'a call counts on the day it is settled',
    caughtBy: ['tells what was spent', 'a call counts on the day'],
    rules: {
      isIn: (call, scope, now) =>
        (scope === 'day' && call.reply !== undefined) || goodRules.isIn(call, scope, now),
    },
  },
];
