import type { TicketId } from '../ids.ts';
import type { Models } from '../model/models.ts';
import type { Passage } from '../search/passage.ts';
import type { Claim } from '../search/verify-claims.ts';
import type { WordingHint } from '../search/wording-hint.ts';

/** What a generator claims, before code has checked it. */
export interface AnswerDraft {
  readonly sentences: readonly Claim[];
  /** Parts of the question the passages do not answer. */
  readonly missing: readonly string[];
  /** The generator's own estimate that the draft answers the question, 0 to 1. */
  readonly confidence: number;
  /** Who made the draft, when it was not the generator itself. */
  readonly generator?: string;
}

/** PORT. Answers from passages. The answer stage removes every sentence whose quotes code cannot find in the passages. */
export interface AnswerGenerator {
  readonly name: string;
  generate(options: {
    readonly question: string;
    readonly passages: readonly Passage[];
    /** The ticket the question is from: a model must not be told the names in it. */
    readonly ticketId?: TicketId;
    /** How agents answered similar tickets. They may help to find the wording; they are never a source. */
    readonly hints?: readonly WordingHint[];
    /** The models of the workspace, when it has any. */
    readonly models?: Models;
    /** Whoever waits is told of each sentence as soon as it is whole; the draft has them all, too. A generator may leave it alone. */
    readonly onSentence?: (sentence: Claim) => void;
    readonly abortSignal?: AbortSignal;
  }): Promise<AnswerDraft>;
}
