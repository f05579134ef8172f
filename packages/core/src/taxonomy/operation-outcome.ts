import type { GenerateId, IntentId } from '../ids.ts';
import type { NameSource } from '../intent/intent.ts';
import type { Actor } from '../record.ts';
import type { TaxonomyPolicy } from './taxonomy.ts';

/** Why an operation cannot be done at all. */
export type RefusalCode =
  | 'not-found'
  | 'name-taken'
  | 'renamed-recently'
  | 'not-empty'
  | 'invalid-split'
  | 'wrong-level'
  | 'reserved'
  | 'limit-exceeded'
  | 'invalid-name'
  | 'lesser-source';

/** What becomes of one operation; `suggest` when it touches what a person fixed. */
export type Outcome =
  | { readonly type: 'done' }
  | { readonly type: 'suggest' }
  | { readonly type: 'refuse'; readonly code: RefusalCode; readonly message: string };

/** What operations need besides the tree. */
export interface OperationContext {
  readonly policy: TaxonomyPolicy;
  readonly generateId: GenerateId;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly actor: Actor;
  /** Intents whose place a person fixed. */
  readonly pinnedIntents?: ReadonlySet<IntentId>;
}

/** The operation took effect. */
export const done: Outcome = { type: 'done' };

/** The operation becomes a suggestion. */
export const suggest: Outcome = { type: 'suggest' };

/** The operation cannot be done. */
export function refuse(code: RefusalCode, message: string): Outcome {
  return { type: 'refuse', code, message };
}

const ranks: Readonly<Record<NameSource, number>> = { lexical: 0, model: 1, import: 2, person: 3 };

/** Whether a name from one source may be replaced by one from another. */
export function mayReplace(present: NameSource, next: NameSource): boolean {
  return ranks[next] >= ranks[present];
}
