import { unfenced } from '../../model/fence.ts';
import type { CatalogueIntent } from '../clusterer.ts';

/** What a model must know of an intent. `Id` is the intent's id, or whatever stands for one while it has none. */
export interface NamedIntent<Id extends string = CatalogueIntent['intentId']> {
  readonly intentId: Id;
  readonly name: string;
  readonly description: string;
  /** Where it is filed, outermost first. Only a catalogue too large to be shown needs it. */
  readonly path?: readonly string[];
  /** How often it is asked; decides which intents of a very large catalogue are always shown. */
  readonly ticketCount?: number;
}

/** A catalogue as the first part of a prompt. */
export interface ShownCatalogue<Id extends string> {
  /** The same text for the same catalogue, and the beginning of that of a grown one, so that providers can cache it. */
  readonly prefix: string;
  /** What depends on the tickets of the call; empty while the whole catalogue is shown. */
  readonly candidates: string;
  readonly isWhole: boolean;
  handleOf(intentId: Id): string;
  /** `undefined` for a handle that was not shown. */
  find(handle: string): Id | undefined;
}

/** Catalogues of up to this many intents are shown whole: candidates alone let a model found again what retrieval missed. */
export const largestShownCatalogue = 400;
/** Of a larger one, these many most asked intents ... */
const alwaysShown = 200;
/** ... and a map of at most this many areas. */
const mostAreas = 150;

/** Elements of prompts about intents; foreign text must not contain them. */
const promptTags = ['areas', 'catalogue', 'candidates'] as const;

/** Foreign text as one line: a line break cannot begin an item of its own, and no tag can end the fence. */
export function dataLine(text: string): string {
  return unfenced(text.replace(/\s+/g, ' ').trim(), promptTags);
}

function fenced(tag: (typeof promptTags)[number], lines: readonly string[]): string {
  return `<${tag}>\n${lines.join('\n')}\n</${tag}>\n`;
}

/**
 * Writes the intents in the order of their making, each under a handle that never changes while the catalogue grows. A catalogue of more than 400
 * is shown as a map of its areas, its most asked intents and the candidates of the tickets at hand, so that a call costs the same
 * however large it is.
 * @param intents in the order of their making
 * @param wanted candidates of the tickets of this call
 */
export function showCatalogue<Id extends string>(
  intents: readonly NamedIntent<Id>[],
  wanted: Iterable<Id> = [],
  largest: number = largestShownCatalogue,
): ShownCatalogue<Id> {
  const positions = new Map(intents.map(({ intentId }, at) => [intentId, at]));
  const handleOf = (intentId: Id) => `i${(positions.get(intentId) ?? -1) + 1}`;
  const line = (intent: NamedIntent<Id>) => `${handleOf(intent.intentId)} ${dataLine(intent.name)}`;
  const isWhole = intents.length <= largest;
  const always = isWhole ? intents : mostAsked(intents);
  const shown = new Set(always.map(({ intentId }) => intentId));
  const asked = isWhole ? new Set<Id>() : new Set(wanted);
  const others = intents.filter(({ intentId }) => asked.has(intentId) && !shown.has(intentId));
  for (const { intentId } of others) shown.add(intentId);
  const areas = isWhole ? '' : fenced('areas', areasOf(intents));
  return {
    prefix: `${areas}${fenced('catalogue', always.map(line))}`,
    candidates: others.length === 0 ? '' : fenced('candidates', others.map(line)),
    isWhole,
    handleOf,
    find(handle) {
      const [, number] = /^i(\d+)$/.exec(handle.trim()) ?? [];
      const intent = number === undefined ? undefined : intents[Number(number) - 1];
      return intent !== undefined && shown.has(intent.intentId) ? intent.intentId : undefined;
    },
  };
}

/** The most asked intents, in the order of their making. */
function mostAsked<Id extends string>(intents: readonly NamedIntent<Id>[]): readonly NamedIntent<Id>[] {
  const most = intents
    .map((intent, at) => ({ at, count: intent.ticketCount ?? 0 }))
    .sort((a, b) => b.count - a.count || a.at - b.at)
    .slice(0, alwaysShown);
  const kept = new Set(most.map(({ at }) => at));
  return intents.filter((_, at) => kept.has(at));
}

/** `L1 > L2: how many intents`, largest areas first. */
function areasOf(intents: readonly NamedIntent<string>[]): string[] {
  const counts = Map.groupBy(intents, ({ path = [] }) => path.slice(0, 2).join(' > '));
  return [...counts]
    .filter(([area]) => area !== '')
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostAreas)
    .map(([area, members]) => `${dataLine(area)}: ${members.length} intents`);
}
