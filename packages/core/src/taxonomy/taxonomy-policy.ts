import type { TaxonomyPolicy } from './taxonomy.ts';

/** Limits of a tree that people can still read. */
export const defaultPolicy: TaxonomyPolicy = {
  maximumL1: 15,
  maximumChildren: 20,
  goodL1: [5, 12],
  goodChildren: [2, 12],
  alike: 0.8,
  renameRest: 30 * 24 * 60 * 60 * 1000,
};
