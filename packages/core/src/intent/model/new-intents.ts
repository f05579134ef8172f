import * as z from 'zod';
import { nameKey } from '../name-key.ts';
import type { NamedIntent, ShownCatalogue } from './show-catalogue.ts';

/** What a new intent must be like; part of the instructions of every prompt that may propose one. */
export const newIntentRules = `- Propose a new intent (key n1, n2, ...) only when nothing in the catalogue fits: "nearest" is the handle of the closest intent there ("" if there is none), "differs" says in at most 12 words what is wanted otherwise. What asks for the same shares one new intent.
- A new "name" is an action and its object, like "Replace lost card" or "Track late parcel", at most 6 words; "description" says in at most 18 words what the customer wants.`;

/** The form of a proposal. */
export const newIntentSchema = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  nearest: z.string(),
  differs: z.string(),
});

/** An intent a model proposes. */
export interface NewIntent<Id extends string> {
  /** What decisions of the same reply call it. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** The closest intent of the catalogue, and what it does not cover. */
  readonly nearest?: Id;
  readonly differs?: string;
}

const longestName = 80;
const longestDescription = 240;

/** The proposals of a reply: those that can be used, and what their keys lead to. */
export interface ReadNewIntents<Id extends string> {
  readonly newIntents: readonly NewIntent<Id>[];
  /** What a key stands for; `undefined` for one that was not proposed or has no name. */
  find(
    key: string,
  ):
    | { readonly kind: 'match'; readonly intentId: Id }
    | { readonly kind: 'new'; readonly key: string }
    | undefined;
}

/**
 * Reads proposals. One that has the name of a catalogue's intent is that intent, and two of the same name are one: a model that words the same thing
 * twice makes no duplicate.
 */
export function readNewIntents<Id extends string>(
  proposals: readonly z.infer<typeof newIntentSchema>[],
  intents: readonly NamedIntent<Id>[],
  shown: ShownCatalogue<Id>,
): ReadNewIntents<Id> {
  const known = new Map(intents.map(({ intentId, name }) => [nameKey(name), intentId]));
  const byName = new Map<string, NewIntent<Id>>();
  const meaning = new Map<string, ReturnType<ReadNewIntents<Id>['find']>>();
  for (const { key, name, description, nearest, differs } of proposals) {
    const folded = nameKey(name);
    const existing = known.get(folded);
    if (folded === '' || !/^n\d+$/.test(key) || meaning.has(key)) continue;
    if (existing !== undefined) {
      meaning.set(key, { kind: 'match', intentId: existing });
      continue;
    }
    const nearestId = shown.find(nearest);
    const proposal = byName.get(folded) ?? {
      key,
      name: tidy(name, longestName),
      description: tidy(description, longestDescription),
      ...(nearestId === undefined ? {} : { nearest: nearestId, differs: tidy(differs, longestDescription) }),
    };
    byName.set(folded, proposal);
    meaning.set(key, { kind: 'new', key: proposal.key });
  }
  return { newIntents: [...byName.values()], find: (key) => meaning.get(key.trim()) };
}

function tidy(text: string, longest: number): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, longest).trim();
}
