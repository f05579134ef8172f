import type { AuthorRole } from './ticket.ts';

/** A message as it is compared. */
export interface Said {
  readonly role: AuthorRole;
  readonly at?: number | undefined;
  readonly text: string;
}

/** How the messages of a draft differ from the stored ones. */
export interface MessageChanges<Draft extends Said> {
  /** What is not stored yet, in the draft's order. */
  readonly added: readonly Draft[];
  /** Messages of the draft that stand where a stored one has another text: their places in the draft, from 0, and the stored text. */
  readonly rewritten: ReadonlyMap<number, string>;
}

/**
 * Compares messages as multisets of role, time and text. What only one side has is paired next: the same words whose time was missing, or
 * was corrected in the opening message, are one message; other words of the same author at the same time are a rewriting. Without times,
 * the same place of a draft that is no shorter than what is stored counts as the same time. The rest of the draft is new.
 *
 * @param stored in the order they came in
 */
export function compareMessages<Draft extends Said>(
  stored: readonly Said[],
  draft: readonly Draft[],
): MessageChanges<Draft> {
  const left = new Set(stored.keys());
  const open = new Set(draft.keys());
  const pair = (fits: (known: Said, said: Draft, place: number, position: number) => boolean) =>
    [...open].flatMap((place) => {
      for (const position of left) {
        const [known, said] = [stored[position], draft[place]];
        if (known === undefined || said === undefined || !fits(known, said, place, position)) continue;
        left.delete(position);
        open.delete(place);
        return [[place, known.text] as const];
      }
      return [];
    });
  pairEqual(stored, draft, left, open);
  pair(
    (known, said, place, position) =>
      isSameWithoutTime(known, said) || isSameOpening(known, said, place, position),
  );
  const rewritten = pair(
    (known, said, place, position) =>
      known.role === said.role &&
      (known.at !== undefined && said.at !== undefined
        ? known.at === said.at
        : place === position && draft.length >= stored.length),
  );
  return {
    added: draft.filter((_, place) => open.has(place)),
    rewritten: new Map(rewritten),
  };
}

/** Takes away what both sides have, each as often as both have it. */
function pairEqual(
  stored: readonly Said[],
  draft: readonly Said[],
  left: Set<number>,
  open: Set<number>,
): void {
  const positions = Map.groupBy(stored.keys(), (position) => keyOf(stored[position]));
  for (const place of draft.keys()) {
    const position = positions.get(keyOf(draft[place]))?.shift();
    if (position === undefined) continue;
    left.delete(position);
    open.delete(place);
  }
}

function keyOf(said: Said | undefined): string {
  return JSON.stringify([said?.role, said?.at ?? null, said?.text]);
}

function isSameWithoutTime(known: Said, said: Said): boolean {
  return (
    known.role === said.role && known.text === said.text && (known.at === undefined || said.at === undefined)
  );
}

function isSameOpening(known: Said, said: Said, place: number, position: number): boolean {
  return place === 0 && position === 0 && known.role === said.role && known.text === said.text;
}
