import { TicketAIError } from '../errors.ts';
import type { CategoryPath } from './category.ts';
import type { StarterPack } from './packs/starter-pack.ts';

/** Languages seed phrases are written in. */
export type SeedLanguage = 'en' | 'de' | 'es';

/** One L3 category to choose from, with the words customers use for it. */
export interface Leaf {
  readonly path: CategoryPath;
  readonly phrases: readonly { readonly language: SeedLanguage; readonly text: string }[];
  /** Where it comes from: a pack's id, or `tree`. */
  readonly from: string;
}

/** The L3 categories of a pack. @throws `invalid-input` when an L3 has no phrase */
export function readPack(pack: StarterPack): readonly Leaf[] {
  return Object.entries(pack.tree).flatMap(([l1, groups]) =>
    Object.entries(groups).flatMap(([l2, leaves]) =>
      Object.entries(leaves).map(([l3, seeds]): Leaf => {
        const phrases = readSeeds(seeds);
        if (phrases.length === 0) {
          throw new TicketAIError('invalid-input', {
            message: `"${l1} > ${l2} > ${l3}" of starter pack "${pack.id}" has no seed phrase.`,
          });
        }
        return { path: [l1, l2, l3], phrases, from: pack.id };
      }),
    ),
  );
}

function readSeeds(seeds: string): Leaf['phrases'] {
  return seeds.split('|').flatMap((part) => {
    const [, mark, phrases = ''] = /^\s*(?:(de|es):)?(.*)$/su.exec(part) ?? [];
    const language = mark === 'de' || mark === 'es' ? mark : 'en';
    return phrases
      .split(';')
      .map((text) => ({ language, text: text.trim() }) as const)
      .filter(({ text }) => text !== '');
  });
}
