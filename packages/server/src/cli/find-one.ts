import { TicketAIError } from '@ticket-ai/core';
import { suggest } from '../suggest.ts';

/** What can be asked for: its id and the names people use for it. */
export interface Findable {
  readonly id: string;
  readonly names: readonly string[];
}

/** Shorter parts of an id are taken for words. */
const leastIdPart = 4;

/**
 * Finds what a person means: by id, by name, by a beginning or an end of the id (ids made in one moment begin alike, so the end is what is
 * printed), or by the beginning of a name. It must be the only one.
 * @param kind what is looked for, and the command that lists it
 * @throws `not-found`, `invalid-input` when several fit
 */
export function findOne<Item>(
  items: readonly Item[],
  wanted: string,
  look: (item: Item) => Findable,
  kind: { readonly noun: string; readonly list: string },
): Item {
  const entries = items.map((item) => ({ item, ...look(item) }));
  for (const isMeant of waysToMean(wanted)) {
    const found = entries.filter(isMeant);
    if (found[0] !== undefined && found.length === 1) return found[0].item;
    if (found.length > 1) throw ambiguous(wanted, found, kind.noun);
  }
  const near = suggest(
    wanted,
    entries.flatMap(({ names }) => names),
  );
  throw new TicketAIError('not-found', {
    message: `There is no ${kind.noun} "${wanted}".${near === undefined ? '' : ` Did you mean "${near}"?`} \`${kind.list}\` shows them.`,
  });
}

/** Whether {@link findOne} would find it, were it the only one. */
export function fits(entry: Findable, wanted: string): boolean {
  return waysToMean(wanted).some((isMeant) => isMeant(entry));
}

/** The surest first. */
function waysToMean(wanted: string): ((entry: Findable) => boolean)[] {
  const text = wanted.trim().toLowerCase();
  return [
    ({ id }) => id.toLowerCase() === text,
    ({ names }) => names.some((name) => name.toLowerCase() === text),
    ({ id }) =>
      text.length >= leastIdPart && (id.toLowerCase().startsWith(text) || id.toLowerCase().endsWith(text)),
    ({ names }) => text !== '' && names.some((name) => name.toLowerCase().startsWith(text)),
  ];
}

function ambiguous(wanted: string, found: readonly Findable[], noun: string): TicketAIError {
  const lines = found.slice(0, 5).map(({ id, names }) => `  ${id}  ${names[0] ?? ''}`.trimEnd());
  const more = found.length > lines.length ? `\n  and ${found.length - lines.length} more` : '';
  return new TicketAIError('invalid-input', {
    message: `"${wanted}" fits more than one ${noun}:\n${lines.join('\n')}${more}\nGive more of the id.`,
  });
}

/** The shortest ends (at least 6 characters) that tell these ids apart. */
export function shortIds(ids: readonly string[]): (id: string) => string {
  const longest = Math.max(6, ...ids.map((id) => id.length));
  for (let length = 6; length < longest; length += 1) {
    const ends = new Set(ids.map((id) => id.slice(-length)));
    if (ends.size === new Set(ids).size) return (id) => id.slice(-length);
  }
  return (id) => id;
}
