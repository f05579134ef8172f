import { aggregateCases } from './aggregate-cases.ts';
import { changeCases } from './change-cases.ts';
import { eraseCases } from './erase-cases.ts';
import { eventCases } from './event-cases.ts';
import { isolationCases } from './isolation-cases.ts';
import { jobCases } from './job-cases.ts';
import { leaseCases } from './lease-cases.ts';
import { pageCases } from './page-cases.ts';
import { queryCases } from './query-cases.ts';
import { repositoryCases } from './repository-cases.ts';
import type { StoreCase } from './store-fixtures.ts';
import { transactionCases } from './transaction-cases.ts';
import { workspaceCases } from './workspace-cases.ts';

/** What every store promises. Each case needs a store that holds nothing, its schema up to date. */
export const storeCases: readonly StoreCase[] = [
  ...repositoryCases,
  ...changeCases,
  ...queryCases,
  ...pageCases,
  ...transactionCases,
  ...workspaceCases,
  ...isolationCases,
  ...eventCases,
  ...jobCases,
  ...leaseCases,
  ...aggregateCases,
  ...eraseCases,
];
