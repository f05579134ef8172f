import * as z from 'zod';
import { TicketAIError } from '../../errors.ts';
import type { IntentId } from '../../ids.ts';
import type { ItemReply } from '../../model/generate-items.ts';
import type { Models } from '../../model/models.ts';
import { findQuote } from '../../text/find-quote.ts';
import { gist } from '../../text/gist.ts';
import type { TicketText } from '../clusterer.ts';
import { handlesOf } from './handles.ts';
import {
  type ChoiceReader,
  choiceReader,
  choiceRules,
  type NewIntent,
  newIntentSchema,
} from './new-intents.ts';
import { searchCatalogue } from './search-catalogue.ts';
import { dataLine, type NamedIntent, showCatalogue } from './show-catalogue.ts';

/** Name and version of the prompt, for traces. */
export const adjudicatePrompt = 'adjudicate@1';

/** Tickets that go well into one call. */
export const ticketsPerCall = 32;

/** What the model is told; the same in every call. */
export const adjudicateInstructions = `You sort support tickets by what the customer asks for. First comes a catalogue of intents, then one ticket per line (t1, t2, ...). For each ticket choose the intent a support lead would file it under.
Rules:
- One item per ticket, in their order: "id" is the ticket, "is" lists one handle. Add a second handle only when the ticket raises a second, separate matter.
- "quote": the words of the ticket that show it, copied letter by letter, at most 8 words.
${choiceRules}`;

const itemSchema = z.object({ is: z.array(z.string()), quote: z.string() });

/** A ticket to decide on. */
export interface AdjudicationTicket<Id extends string> extends Pick<TicketText, 'ticketId' | 'text'> {
  /** The likeliest intents, most likely first; only a catalogue too large to be shown needs them. */
  readonly hints: readonly Id[];
}

/** What a model decided about one ticket. */
export type Adjudication<Id extends string> =
  | {
      readonly kind: 'match';
      readonly intentId: Id;
      /** A second matter of the ticket. */
      readonly secondaryIntentId?: Id;
      /** Words of the ticket that show it; found there by code. */
      readonly quote: string;
    }
  | {
      readonly kind: 'new';
      /** Of one of `newIntents`. */
      readonly key: string;
      readonly quote: string;
    }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'abstain';
      /** One sentence: nothing was said of it, a handle was not offered, the quote is not in the ticket. */
      readonly reason: string;
    };

/** The decisions of one call. */
export interface Adjudications<Id extends string> {
  /** Name and version of the prompt that made them. */
  readonly prompt: string;
  /** In the order of the tickets. */
  readonly decisions: readonly (Adjudication<Id> & Pick<TicketText, 'ticketId'>)[];
  /** Each is named by a decision. */
  readonly newIntents: readonly NewIntent<Id>[];
}

/** What to decide. */
export interface AdjudicationQuestion<Id extends string> {
  readonly models: Models;
  /** In the order of their making. */
  readonly catalogue: readonly NamedIntent<Id>[];
  readonly tickets: readonly AdjudicationTicket<Id>[];
  readonly abortSignal?: AbortSignal;
}

/** Intents shown for a proposal of a model that has not seen the whole catalogue. */
const lookedUp = 8;

/**
 * Lets a model decide which intent of a catalogue each ticket asks for, or that it needs a new one. Give at most
 * {@link ticketsPerCall} tickets, best those that lie near each other together. One call, and a second one where a catalogue too large to be
 * shown may have what the model proposes.
 *
 * What comes back is checked by code: a handle that was not offered, or a quote that is not in the ticket, makes that one ticket an
 * abstention and no other.
 *
 * @throws `budget-exhausted`, `aborted`, or `model-failed` when the provider did not answer
 */
export async function adjudicate<Id extends string = IntentId>(
  question: AdjudicationQuestion<Id>,
): Promise<Adjudications<Id>> {
  const proposed = new Map<string, NewIntent<Id>>();
  const { decisions, isWhole } = await ask(question, proposed);
  const found = isWhole ? new Map() : await lookAgain(question, decisions, proposed);
  const final = decisions.map((decision) => found.get(decision.ticketId) ?? decision);
  const used = new Set(final.flatMap((decision) => (decision.kind === 'new' ? [decision.key] : [])));
  return {
    prompt: adjudicatePrompt,
    decisions: final,
    newIntents: [...proposed.values()].filter(({ key }) => used.has(key)),
  };
}

type TicketDecision<Id extends string> = Adjudications<Id>['decisions'][number];

async function ask<Id extends string>(
  { models, catalogue, tickets, abortSignal }: AdjudicationQuestion<Id>,
  proposed: Map<string, NewIntent<Id>>,
): Promise<{ readonly decisions: readonly TicketDecision<Id>[]; readonly isWhole: boolean }> {
  const shown = showCatalogue(
    catalogue,
    tickets.flatMap(({ hints }) => hints),
  );
  const reader = choiceReader(catalogue, shown, proposed);
  const handles = handlesOf('t', tickets);
  const replies = await models.generateItems({
    purpose: 'adjudicate',
    promptVersion: adjudicatePrompt,
    instructions: adjudicateInstructions,
    prefix: shown.prefix + shown.candidates,
    items: tickets.map((ticket) => ({
      handle: handles.of(ticket),
      text: `${handles.of(ticket)} ${dataLine(gist(ticket.text))}`,
      ticketIds: [ticket.ticketId],
    })),
    item: itemSchema,
    entry: newIntentSchema,
    check({ is, quote }, { handle, entries }) {
      const choice = reader.read(is[0] ?? '', entries);
      if (choice === undefined) return `"${is[0] ?? ''}" is no handle that was offered`;
      if (choice.kind === 'none' || findQuote(handles.find(handle)?.text ?? '', quote) !== undefined)
        return undefined;
      return 'the quote does not stand in the ticket';
    },
    ...(abortSignal === undefined ? {} : { abortSignal }),
  });
  const decisions = tickets.map((ticket) => ({
    ticketId: ticket.ticketId,
    ...decide(replies.get(handles.of(ticket)), reader),
  }));
  return { decisions, isWhole: shown.isWhole };
}

/**
 * A model that saw a part of the catalogue may propose what the rest of it has. The intents that read most like a proposal are shown for its
 * tickets, once: nothing becomes new without having been held against the whole catalogue.
 */
async function lookAgain<Id extends string>(
  question: AdjudicationQuestion<Id>,
  decisions: readonly TicketDecision<Id>[],
  proposed: Map<string, NewIntent<Id>>,
): Promise<ReadonlyMap<string, TicketDecision<Id>>> {
  const keys = new Map(
    decisions.flatMap((decision) => (decision.kind === 'new' ? [[decision.ticketId, decision.key]] : [])),
  );
  if (keys.size === 0) return new Map();
  const search = searchCatalogue(question.catalogue);
  const hints = new Map(
    proposed
      .values()
      .map(({ key, name, description }) => [key, search(`${name} ${description}`, lookedUp)] as const),
  );
  const tickets = question.tickets
    .filter(({ ticketId }) => keys.has(ticketId))
    .map((ticket) => ({ ...ticket, hints: hints.get(keys.get(ticket.ticketId) ?? '') ?? [] }));
  try {
    const again = await ask({ ...question, tickets }, proposed);
    return new Map(again.decisions.map((decision) => [decision.ticketId, decision]));
  } catch (error) {
    if (!TicketAIError.is(error, 'budget-exhausted') && !TicketAIError.is(error, 'model-failed')) throw error;
    const reason = 'the whole catalogue could not be looked through';
    return new Map(tickets.map(({ ticketId }) => [ticketId, { ticketId, kind: 'abstain', reason }]));
  }
}

function decide<Id extends string>(
  reply: ItemReply<z.infer<typeof itemSchema>, z.infer<typeof newIntentSchema>> | undefined,
  reader: ChoiceReader<Id>,
): Adjudication<Id> {
  if (reply === undefined || 'abstained' in reply)
    return { kind: 'abstain', reason: reply?.abstained ?? 'nothing was asked' };
  const { is, quote } = reply.value;
  const [first, second] = is.map((handle) => reader.read(handle, reply.entries));
  if (first?.kind === 'new') return { ...first, quote };
  if (first?.kind !== 'match') return { kind: 'none' };
  return second?.kind === 'match' && second.intentId !== first.intentId
    ? { ...first, secondaryIntentId: second.intentId, quote }
    : { ...first, quote };
}
