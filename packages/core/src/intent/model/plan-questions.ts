import { gist } from '../../text/gist.ts';
import { ticketsPerCall } from './adjudicate.ts';
import { groupsPerCall } from './label-groups.ts';
import type { QuestionLimits } from './question-budget.ts';
import { type Evidence, ticketsOf } from './sorting.ts';

/** What goes to which kind of question. */
export interface QuestionPlan {
  /** Small groups to be labelled. */
  readonly groups: number;
  /** Calls kept for comparing and naming intents. */
  readonly comparing: number;
}

/** A group has about this many tickets, when money is no matter: more groups than that say nothing new. */
const smallestGroup = 3;
/** Share of the budget that goes to labelling groups; the rest reads doubtful tickets and compares intents. */
const labellingShare = 0.78;
/** Share of the calls that may go to comparing intents; what is not needed for it reads tickets. */
const comparingShare = 0.12;
/** Tickets whose length stands for all. */
const sampled = 200;
/** Tokens of a call apart from its groups: instructions, form, and a catalogue of some fifty intents. */
const tokensPerCall = 1100;
/** Tokens of a group apart from its texts: size and words, and the answer. */
const tokensPerGroup = 70;
const textsPerGroup = 8;

/** Divides what may be asked, so that the whole of the tickets is labelled before any of it is looked at closer. */
export function planQuestions(evidence: Evidence, { calls, tokens }: QuestionLimits): QuestionPlan {
  const rows = evidence.tickets.length;
  const comparing = Math.floor(calls * comparingShare);
  const perCall = tokensPerCall + groupsPerCall * (tokensPerGroup + textsPerGroup * meanTokens(evidence));
  const labelling = Math.min(
    labellingShare * (calls - comparing),
    (labellingShare * tokens) / perCall,
    // Beyond that, reading the tickets one by one is better.
    rows / ticketsPerCall + rows / (smallestGroup * groupsPerCall),
  );
  const groups = Math.floor(labelling) * groupsPerCall;
  return {
    groups: Math.max(Math.min(rows, 2), Math.min(groups, Math.ceil(rows / smallestGroup))),
    comparing,
  };
}

function meanTokens(evidence: Evidence): number {
  const step = Math.max(1, Math.floor(evidence.tickets.length / sampled));
  const rows = [...evidence.tickets.keys()].filter((row) => row % step === 0);
  const characters = ticketsOf(evidence, rows).reduce((sum, { text }) => sum + gist(text).length, 0);
  return characters / 4 / Math.max(1, rows.length);
}
