import type { TaxonomyNode } from '@ticket-ai/core';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatCount, plural } from '../output/numbers.ts';
import type { Terminal } from '../output/terminal.ts';
import { displayWidth, oneLine, truncate } from '../output/width.ts';

/** `ticket-ai taxonomy show` */
export const show = defineCommand({
  summary: 'Show the three-level taxonomy with counts',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const tree = await desk.taxonomy();
      if (args.json === true) return terminal.out(JSON.stringify({ version: 1, taxonomy: tree }));
      if (tree.length === 0)
        return terminal.note('Nothing is filed yet. `ticket-ai cluster` finds intents and files them.');
      const lines = tree.flatMap((node) => nodeLines(terminal, node, 0));
      terminal.out(lines.join('\n'));
      const open = await desk.suggestions.list();
      if (open.length > 0)
        terminal.note(
          `${plural(open.length, 'suggestion')} about what people fixed: \`ticket-ai taxonomy suggestions\``,
        );
    }),
});

function nodeLines(
  terminal: Terminal,
  { level, name, ticketCount, children, intents }: TaxonomyNode,
  depth: number,
): string[] {
  const own = line(terminal, depth, name, ticketCount, level === 1 ? 'bold' : undefined);
  const below = children.flatMap((child) => nodeLines(terminal, child, depth + 1));
  return [
    own,
    ...below,
    ...intents.map((intent) => line(terminal, depth + 1, intent.name, intent.ticketCount, 'cyan')),
  ];
}

function line(
  { paint, width }: Terminal,
  depth: number,
  name: string,
  count: number,
  format: 'bold' | 'cyan' | undefined,
): string {
  const indent = '  '.repeat(depth);
  const figure = formatCount(count);
  const room = Math.min(width, 90) - indent.length - figure.length - 4;
  const text = truncate(oneLine(name), room);
  const dots = paint('dim', ' '.concat('.'.repeat(Math.max(2, room - displayWidth(text))), ' '));
  return `${indent}${format === undefined ? text : paint(format, text)}${dots}${figure}`;
}
