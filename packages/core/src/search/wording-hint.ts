import type { TicketId } from '../ids.ts';

/** A sentence an agent wrote to a customer with a similar question. It helps to find the wording of the documents; it is never a source. */
export interface WordingHint {
  readonly text: string;
  /** How similar that ticket is to the question, 0 to 1. */
  readonly weight: number;
  /** Stems of what that customer wrote: the words that such an answer answers, though it may not contain them. */
  readonly asked: ReadonlySet<string>;
  /** Which of the similar tickets it is from. */
  readonly ticketId: TicketId;
}
