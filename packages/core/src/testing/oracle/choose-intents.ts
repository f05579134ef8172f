import { type OracleWorld, type ShownIntent, wordingCount } from './oracle-world.ts';

/** A proposal, as the forms of our prompts want it. */
interface Proposal {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly nearest: string;
  readonly differs: string;
}

/** How an oracle fills in one reply: it finds the handle for what it sees in an item, and proposes what is missing. */
export interface IntentChooser {
  /** What can be seen in the catalogue and in what was proposed in this reply. */
  labels(): Iterable<string>;
  /** The handle for an item, faults included. `none` without a truth. */
  choose(item: string, truth: string | undefined): string;
  readonly newIntents: readonly Proposal[];
}

/** Chooses among the intents a prompt shows. */
export function intentChooser(world: OracleWorld, shown: readonly ShownIntent[]): IntentChooser {
  const handles = new Map<string, string>();
  for (const { handle, name } of shown) {
    const label = world.meaningOf(name);
    if (label !== undefined && !handles.has(label)) handles.set(label, handle);
  }
  const newIntents: Proposal[] = [];
  const proposed = new Map<string, string>();

  function propose(label: string, item: string, isFalse: boolean): string {
    const known = proposed.get(label);
    if (known !== undefined) return known;
    const varies = isFalse || world.suffers('nameVariance', item);
    const variant = varies ? 1 + Math.floor(world.draw('wording', item) * (wordingCount - 1)) : 0;
    const key = `n${newIntents.length + 1}`;
    const nearest = world.gold.alike(label).find((other) => handles.has(other));
    newIntents.push({
      key,
      name: world.nameOf(label, variant),
      description: `The customer has a request about ${label.replaceAll('_', ' ')}`,
      nearest: handles.get(nearest ?? '') ?? '',
      differs: nearest === undefined ? '' : `not about ${nearest.replaceAll('_', ' ')}`,
    });
    proposed.set(label, key);
    return key;
  }

  return {
    newIntents,
    labels: () => [...handles.keys(), ...proposed.keys()],
    choose(item, truth) {
      if (world.suffers('unknownHandles', item)) return 'i99999';
      const [first] = shown;
      if (first !== undefined && world.suffers('positionBias', item)) return first.handle;
      if (truth === undefined) return 'none';
      const label = world.judge(item, truth, [...handles.keys(), ...proposed.keys()]);
      const handle = handles.get(label);
      if (handle !== undefined && !world.suffers('falseNew', item)) return handle;
      return propose(label, item, handle !== undefined);
    },
  };
}
