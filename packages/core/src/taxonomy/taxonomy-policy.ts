import type { TaxonomyPolicy } from './taxonomy.ts';

/** Limits of a tree that people can still read. */
export const defaultPolicy: TaxonomyPolicy = { maximumL1: 15, maximumChildren: 20 };
