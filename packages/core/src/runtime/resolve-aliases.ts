import type { IntentId } from '../ids.ts';
import type { IntentAlias } from '../intent/intent.ts';

/** Which intent an id stands for today: follows aliases to their end. A loop of aliases ends where it began. */
export function resolveAliases(aliases: Iterable<IntentAlias>): (id: IntentId) => IntentId {
  const targets = new Map<IntentId, IntentId>();
  for (const alias of aliases) targets.set(alias.id, alias.target);
  return (id) => {
    const seen = new Set([id]);
    let current = id;
    for (
      let next = targets.get(current);
      next !== undefined && !seen.has(next);
      next = targets.get(current)
    ) {
      seen.add(next);
      current = next;
    }
    return current;
  };
}
