import * as z from 'zod';
import type { Models } from '../../model/models.ts';
import { gist } from '../../text/gist.ts';
import type { Granularity, TicketText } from '../clusterer.ts';
import { handlesOf } from './handles.ts';
import {
  type Choice,
  choiceReader,
  choiceRules,
  granularityWishes,
  type NewIntent,
  newIntentSchema,
} from './new-intents.ts';
import { searchCatalogue } from './search-catalogue.ts';
import { dataLine, largestShownCatalogue, type NamedIntent, showCatalogue } from './show-catalogue.ts';

/** Name and version of the prompt, for traces. */
export const labelGroupsPrompt = 'label-groups@1';

/** Groups that go well into one call. */
export const groupsPerCall = 6;

/** Intents of a catalogue too large to be shown that are shown for a group. */
const candidatesPerGroup = 8;

/** What the model is told; the same in every call. */
export const labelGroupsInstructions = `You sort groups of similar support tickets by what the customers ask for. First comes a catalogue of intents, then the groups (g1, g2, ...): each with its number of tickets and its telling words, examples (e1, e2, ...), and after "other:" tickets of a neighbouring group, shown for contrast only. For each group choose the intent a support lead would file its tickets under.
Rules:
- One item per group, in their order: "id" is the group, "is" the handle that fits most of its examples.
- Groups are made by a machine and not pure: "odd" lists each example that asks for something else ("e" the example, "is" the handle that fits it); otherwise it is [].
${choiceRules}`;

const itemSchema = z.object({
  is: z.string(),
  odd: z.array(z.object({ e: z.string(), is: z.string() })),
});

/** Tickets a machine found to be alike. */
export interface TicketGroup {
  readonly size: number;
  /** What tells it from other groups, most telling first. */
  readonly terms: readonly string[];
  /** Most central first; those a model sees. */
  readonly exemplars: readonly Pick<TicketText, 'ticketId' | 'text'>[];
  /** Tickets of the nearest other group. */
  readonly contrast: readonly Pick<TicketText, 'ticketId' | 'text'>[];
}

/** What a model says of one group. */
export interface GroupLabel<Id extends string> {
  /** Of most of the group. */
  readonly choice: Choice<Id>;
  /** Of each exemplar, in their order. */
  readonly exemplars: readonly Choice<Id>[];
}

/** What one call says. */
export interface GroupLabels<Id extends string> {
  readonly prompt: string;
  /** One per group, in their order; `undefined`: the model said nothing usable about it. */
  readonly labels: readonly (GroupLabel<Id> | undefined)[];
  readonly newIntents: readonly NewIntent<Id>[];
}

/**
 * Lets a model say which intent groups of tickets ask for, and which of the tickets it sees are odd ones out. One call; give at most
 * {@link groupsPerCall} groups. A handle that was not offered makes that one group unlabelled and no other.
 *
 * @throws `budget-exhausted`, `aborted`, or `model-failed` when the provider did not answer
 */
export async function labelGroups<Id extends string>({
  models,
  catalogue,
  groups,
  granularity = 'default',
  abortSignal,
}: {
  readonly models: Models;
  /** In the order of their making. */
  readonly catalogue: readonly NamedIntent<Id>[];
  readonly groups: readonly TicketGroup[];
  /** How fine new intents shall be. */
  readonly granularity?: Granularity;
  readonly abortSignal?: AbortSignal;
}): Promise<GroupLabels<Id>> {
  const isLarge = catalogue.length > largestShownCatalogue;
  const search = isLarge ? searchCatalogue(catalogue) : () => [];
  const shown = showCatalogue(
    catalogue,
    groups.flatMap((group) => search(wordsOf(group), candidatesPerGroup)),
  );
  const reader = choiceReader(catalogue, shown);
  const handles = handlesOf('g', groups);
  const replies = await models.generateItems({
    purpose: 'label-groups',
    promptVersion: labelGroupsPrompt,
    instructions: labelGroupsInstructions,
    prefix: granularityWishes[granularity] + shown.prefix + shown.candidates,
    items: groups.map((group) => ({
      handle: handles.of(group),
      text: describeGroup(handles.of(group), group),
      ticketIds: [...group.exemplars, ...group.contrast].map(({ ticketId }) => ticketId),
    })),
    item: itemSchema,
    entry: newIntentSchema,
    check({ is }, { entries }) {
      return reader.read(is, entries) === undefined ? `"${is}" is no handle that was offered` : undefined;
    },
    ...(abortSignal === undefined ? {} : { abortSignal }),
  });
  const labels = groups.map((group): GroupLabel<Id> | undefined => {
    const reply = replies.get(handles.of(group));
    if (reply === undefined || 'abstained' in reply) return undefined;
    const choice = reader.read(reply.value.is, reply.entries);
    if (choice === undefined) return undefined;
    const odd = new Map(reply.value.odd.map(({ e, is }) => [e.trim(), reader.read(is, reply.entries)]));
    return { choice, exemplars: group.exemplars.map((_, at) => odd.get(`e${at + 1}`) ?? choice) };
  });
  const used = new Set(labels.flatMap(keysOf));
  return {
    prompt: labelGroupsPrompt,
    labels,
    newIntents: reader.newIntents().filter(({ key }) => used.has(key)),
  };
}

function wordsOf({ terms, exemplars }: TicketGroup): string {
  return [...terms, gist(exemplars[0]?.text ?? '')].join(' ');
}

function keysOf(label: GroupLabel<string> | undefined): string[] {
  const choices = label === undefined ? [] : [label.choice, ...label.exemplars];
  return choices.flatMap((choice) => (choice.kind === 'new' ? [choice.key] : []));
}

function describeGroup(handle: string, { size, terms, exemplars, contrast }: TicketGroup): string {
  return [
    `${handle} ${size} tickets: ${dataLine(terms.join(', '))}`,
    ...exemplars.map(({ text }, at) => `e${at + 1} ${dataLine(gist(text))}`),
    ...contrast.map(({ text }) => `other: ${dataLine(gist(text, 160))}`),
  ].join('\n');
}
