import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { renderArticle } from '@ticket-ai/core';
import { articleIndexPage, articlePage } from '../../report/article-page.ts';
import { articleFileName } from '../article-file-name.ts';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { plural } from '../output/numbers.ts';
import { writeOutput } from '../output-file.ts';
import { readPublishedArticles } from '../published-articles.ts';

/** `ticket-ai articles export` */
export const exportArticles = defineCommand({
  summary: 'Write the published articles into a folder, one file each',
  details:
    'What is written was approved by a person; a redraft that waits for review is not. HTML pages come with an index, hold no script and load nothing. Files of other names in the folder are left alone.',
  args: {
    folder: {
      type: 'positional',
      required: false,
      default: 'ticket-ai-articles',
      description: 'Where to write',
    },
    format: { type: 'enum', options: ['html', 'md'], default: 'html', description: 'HTML or Markdown' },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: ['ticket-ai articles export help-center --format html'],
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const format = args.format === 'md' ? 'md' : 'html';
      const { articles, titleOf } = await readPublishedArticles(desk);
      await mkdir(args.folder, { recursive: true });
      const taken = new Set(['index']);
      const written = [];
      for (const { article, content } of articles) {
        const file = articleFileName(content.title, format, taken);
        const text = format === 'md' ? renderArticle(content, { titleOf }) : articlePage(content, titleOf);
        await writeOutput(path.join(args.folder, file), text);
        written.push({ id: article.id, title: content.title, file });
      }
      if (format === 'html')
        await writeOutput(path.join(args.folder, 'index.html'), articleIndexPage(written));
      if (args.json === true)
        return terminal.out(JSON.stringify({ version: 1, folder: args.folder, articles: written }));
      terminal.out(`Wrote ${plural(written.length, 'article')} into ${args.folder}.`);
    }),
});
