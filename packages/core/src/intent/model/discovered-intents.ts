import { nameKey } from '../name-key.ts';
import type { Choice, NewIntent } from './new-intents.ts';
import type { NamedIntent } from './show-catalogue.ts';

/** What stands for an intent while a discovery goes on. */
export type FoundId = `found ${number}`;

/** The number behind an id. */
export function numberOf(id: FoundId): number {
  return Number(id.slice('found '.length));
}

/** The number of what asks for nothing. */
export const nothingAsked = 0;

/** The intents of a discovery as it goes on, by number from 1; {@link nothingAsked} is the label of tickets without a request. */
export interface DiscoveredIntents {
  /** Those that stand for themselves, in the order of their making. */
  catalogue(): readonly NamedIntent<FoundId>[];
  /** The number of what a reply chose; a new intent is entered, unless one of its name is there already. */
  enter(choice: Choice<FoundId>, newIntents: readonly NewIntent<FoundId>[]): number;
  /** From now on the one is the other. */
  merge(from: number, into: number): void;
  rename(number: number, naming: { readonly name: string; readonly description: string }): void;
  /** What a number stands for after all merges. */
  resolve(number: number): number;
  naming(number: number): { readonly name: string; readonly description: string };
  /** How many were entered, merged ones included. */
  entered(): number;
}

/** Starts empty. */
export function discoveredIntents(): DiscoveredIntents {
  const namings: { readonly name: string; readonly description: string }[] = [];
  const merged = new Map<number, number>();
  const byName = new Map<string, number>();
  const resolve = (number: number): number => {
    const target = merged.get(number);
    return target === undefined ? number : resolve(target);
  };

  function add({ name, description }: NewIntent<FoundId>): number {
    const known = byName.get(nameKey(name));
    if (known !== undefined) return resolve(known);
    namings.push({ name, description });
    byName.set(nameKey(name), namings.length);
    return namings.length;
  }

  return {
    resolve,
    entered: () => namings.length,
    naming: (number) => namings[resolve(number) - 1] ?? { name: '', description: '' },
    catalogue: () =>
      namings.flatMap((naming, at) =>
        merged.has(at + 1) ? [] : [{ intentId: `found ${at + 1}` as const, ...naming }],
      ),
    enter(choice, newIntents) {
      if (choice.kind === 'none') return nothingAsked;
      if (choice.kind === 'match') return resolve(numberOf(choice.intentId));
      const proposal = newIntents.find(({ key }) => key === choice.key);
      return proposal === undefined ? nothingAsked : add(proposal);
    },
    merge(from, into) {
      if (resolve(from) !== resolve(into)) merged.set(resolve(from), resolve(into));
    },
    rename(number, naming) {
      namings[resolve(number) - 1] = naming;
      byName.set(nameKey(naming.name), resolve(number));
    },
  };
}
