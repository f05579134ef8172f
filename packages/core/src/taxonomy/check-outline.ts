import { TicketAIError } from '../errors.ts';
import { nameKey } from '../intent/name-key.ts';
import type { CategoryLevel } from './category.ts';
import type { CreateOperation } from './taxonomy-operation.ts';
import type { OutlineCategory, TaxonomyOutline } from './taxonomy-outline.ts';

/** A category of an outline with what stands above it. */
export interface OutlinePlace {
  readonly category: OutlineCategory;
  readonly level: CategoryLevel;
  readonly parent?: OutlineCategory;
  readonly path: CreateOperation['path'];
}

/**
 * All categories of an outline, each before those below it.
 * @throws `invalid-input` with the line, for an empty name, a name twice among siblings, an id that stands in it twice, a category
 * below level 3, or an intent above it
 */
export function checkOutline({ categories }: TaxonomyOutline): readonly OutlinePlace[] {
  const places: OutlinePlace[] = [];
  const ids = new Set<string>();
  function walk(siblings: readonly OutlineCategory[], above: OutlinePlace | undefined): void {
    const names = new Set<string>();
    for (const category of siblings) {
      const { name, id, line, intents = [], categories: below = [] } = category;
      const key = nameKey(name);
      if (key === '') throw outlineFault('A category needs a name with a letter or digit.', line);
      if (names.has(key)) throw outlineFault(`"${name}" stands twice below the same category.`, line);
      names.add(key);
      if (id !== undefined && ids.has(id))
        throw outlineFault(`The id ${id} stands in the outline twice.`, line);
      if (id !== undefined) ids.add(id);
      const level = above === undefined ? 1 : above.level + 1;
      if (level > 3) throw outlineFault(`"${name}" is too deep: there are three levels.`, line);
      if (intents.length > 0 && level < 3)
        throw outlineFault(`Intents hang below level 3, not below "${name}" of level ${level}.`, line);
      const place: OutlinePlace = {
        category,
        level: level as CategoryLevel,
        ...(above === undefined ? {} : { parent: above.category }),
        path: pathUnder(above, name.trim()),
      };
      places.push(place);
      walk(below, place);
    }
  }
  walk(categories, undefined);
  return places;
}

function pathUnder(above: OutlinePlace | undefined, name: string): CreateOperation['path'] {
  if (above === undefined) return [name];
  const [l1, l2] = above.path;
  return l2 === undefined ? [l1, name] : [l1, l2, name];
}

/** A fault of an outline; says the line when it is known. */
export function outlineFault(message: string, line: number | undefined): TicketAIError {
  return new TicketAIError('invalid-input', {
    message: line === undefined ? message : `Line ${line}: ${message}`,
    ...(line === undefined ? {} : { context: { line } }),
  });
}
