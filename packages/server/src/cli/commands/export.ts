import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readAssignments } from '../assigned-tickets.ts';
import { assignmentsCsv } from '../assignments-csv.ts';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { plural } from '../output/numbers.ts';
import { writeOutput } from '../output-file.ts';

/** `ticket-ai export` */
export const exportCommand = defineCommand({
  summary: 'Write assignments.csv, taxonomy.json and the articles as Markdown into a folder',
  args: {
    folder: {
      type: 'positional',
      required: false,
      default: 'ticket-ai-export',
      description: 'Where to write',
    },
    all: { type: 'boolean', description: 'Also articles that are not published' },
    ...jsonArgs,
    ...dataArgs,
  },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const { byTicket } = await readAssignments(desk);
      const articles = (await desk.articles.list()).filter(
        ({ article }) =>
          article.publishedRevisionId !== undefined ||
          (args.all === true && article.revisionId !== undefined),
      );
      await mkdir(path.join(args.folder, 'articles'), { recursive: true });
      await writeOutput(path.join(args.folder, 'assignments.csv'), assignmentsCsv([...byTicket.values()]));
      await writeOutput(
        path.join(args.folder, 'taxonomy.json'),
        `${JSON.stringify(await desk.taxonomy(), null, 2)}\n`,
      );
      const taken = new Set<string>();
      for (const { article } of articles) {
        await writeOutput(
          path.join(args.folder, 'articles', fileName(article.title, taken)),
          await desk.articles.render(article.id),
        );
      }
      if (args.json === true)
        return terminal.out(
          JSON.stringify({
            version: 1,
            folder: args.folder,
            tickets: byTicket.size,
            articles: articles.length,
          }),
        );
      terminal.out(
        `Wrote ${plural(byTicket.size, 'ticket')} and ${plural(articles.length, 'article')} into ${args.folder}.`,
      );
    }),
});

/** A title as a file name that every system takes, unlike the others. */
function fileName(title: string, taken: Set<string>): string {
  const base =
    title
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 80) || 'article';
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  taken.add(name);
  return `${name}.md`;
}
