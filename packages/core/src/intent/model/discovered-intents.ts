import type { IntentId } from '../../ids.ts';
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
  /** From now on the one is the other; what the workspace has already stays, and two of those are left apart: that is for people. */
  merge(from: number, into: number): void;
  /** Gives another name, but never to what the workspace has already. */
  rename(number: number, naming: { readonly name: string; readonly description: string }): void;
  /** What a number stands for after all merges. */
  resolve(number: number): number;
  naming(number: number): { readonly name: string; readonly description: string };
  /** The intent of the workspace that it is. */
  knownAs(number: number): IntentId | undefined;
  /** How many were entered, merged ones included. */
  entered(): number;
}

/** Starts with the intents of the workspace. */
export function discoveredIntents(known: readonly NamedIntent[] = []): DiscoveredIntents {
  const namings: Omit<NamedIntent, 'intentId'>[] = known.map(({ name, description, path, ticketCount }) => ({
    name,
    description,
    ...(path === undefined ? {} : { path }),
    ...(ticketCount === undefined ? {} : { ticketCount }),
  }));
  const merged = new Map<number, number>();
  const byName = new Map(namings.map(({ name }, at) => [nameKey(name), at + 1]));
  const knownAs = (number: number) => known[resolve(number) - 1]?.intentId;
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
    knownAs,
    entered: () => namings.length,
    naming(number) {
      const { name = '', description = '' } = namings[resolve(number) - 1] ?? {};
      return { name, description };
    },
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
      const [gone, stays] = knownAs(from) === undefined ? [from, into] : [into, from];
      if (resolve(gone) === resolve(stays) || knownAs(gone) !== undefined) return;
      merged.set(resolve(gone), resolve(stays));
    },
    rename(number, naming) {
      if (knownAs(number) !== undefined) return;
      namings[resolve(number) - 1] = naming;
      byName.set(nameKey(naming.name), resolve(number));
    },
  };
}
