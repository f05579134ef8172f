import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { renderArticle } from '@ticket-ai/core';
import { articleFileName } from '../article-file-name.ts';
import { readAssignments } from '../assigned-tickets.ts';
import { assignmentsCsv } from '../assignments-csv.ts';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { csvArgs } from '../csv.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { plural } from '../output/numbers.ts';
import { writeOutput } from '../output-file.ts';
import { readPublishedArticles } from '../published-articles.ts';

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
    ...csvArgs,
    ...jsonArgs,
    ...dataArgs,
  },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const { byTicket } = await readAssignments(desk);
      const { articles: published, titleOf } = await readPublishedArticles(desk);
      const texts = published.map(({ content }) => ({
        title: content.title,
        markdown: renderArticle(content, { titleOf }),
      }));
      if (args.all === true)
        for (const { article } of await desk.articles.list())
          if (article.publishedRevisionId === undefined && article.revisionId !== undefined)
            texts.push({ title: article.title, markdown: await desk.articles.render(article.id) });
      await mkdir(path.join(args.folder, 'articles'), { recursive: true });
      await writeOutput(
        path.join(args.folder, 'assignments.csv'),
        assignmentsCsv([...byTicket.values()], { raw: args['raw-csv'] === true }),
      );
      await writeOutput(
        path.join(args.folder, 'taxonomy.json'),
        `${JSON.stringify(await desk.taxonomy(), null, 2)}\n`,
      );
      const taken = new Set<string>();
      for (const { title, markdown } of texts)
        await writeOutput(path.join(args.folder, 'articles', articleFileName(title, 'md', taken)), markdown);
      if (args.json === true)
        return terminal.out(
          JSON.stringify({
            version: 1,
            folder: args.folder,
            tickets: byTicket.size,
            articles: texts.length,
          }),
        );
      terminal.out(
        `Wrote ${plural(byTicket.size, 'ticket')} and ${plural(texts.length, 'article')} into ${args.folder}.`,
      );
    }),
});
