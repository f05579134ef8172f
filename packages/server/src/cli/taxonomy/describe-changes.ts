import type { IntentView, TaxonomyPreview, TreeChange } from '@ticket-ai/core';
import { plural } from '../output/numbers.ts';
import type { Terminal } from '../output/terminal.ts';
import { oneLine } from '../output/width.ts';

const path = (names: readonly string[]) => names.map(oneLine).join(' > ');

/** What operations change, a line each, and whom that touches. */
export function showPreview(
  { out, note, paint }: Terminal,
  preview: TaxonomyPreview,
  intents: readonly IntentView[],
): void {
  const names = new Map<string, string>(intents.map(({ id, name }) => [id, name]));
  for (const change of preview.changes) {
    const colour = change.type === 'added' ? 'green' : change.type === 'removed' ? 'red' : 'yellow';
    out(paint(colour, describe(change, names)));
  }
  const touched = [
    plural(preview.intents.length, 'intent'),
    plural(preview.tickets, 'ticket'),
    plural(preview.articles, 'article'),
  ];
  if (preview.changes.length > 0) note(`Touches ${touched.join(', ')}.`);
  for (const { message } of preview.advice) note(`Worth a look: ${message}`);
}

function describe(change: TreeChange, names: ReadonlyMap<string, string>): string {
  switch (change.type) {
    case 'added':
      return `+ ${path(change.path)}`;
    case 'removed':
      return `- ${path(change.path)}`;
    case 'renamed':
    case 'moved':
      return `~ ${path(change.from)}  ->  ${path(change.to)}`;
    case 'refiled':
      return `> "${oneLine(names.get(change.intentId) ?? change.intentId)}": ${path(change.from)}  ->  ${path(change.to)}`;
  }
}
