import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dataArgs, defineCommand } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { naming, writeOutput } from '../output-file.ts';
import { changeArgs, changeTree } from './change.ts';
import { readOutlineYaml, writeOutlineYaml } from './outline-yaml.ts';

/** `ticket-ai taxonomy export` */
export const exportOutline = defineCommand({
  summary: 'Write the taxonomy as YAML, to read, edit and import again',
  args: {
    file: { type: 'positional', required: true, description: 'The file; - writes to standard output' },
    ...dataArgs,
  },
  examples: ['ticket-ai taxonomy export tree.yaml'],
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const yaml = writeOutlineYaml(await desk.categories.outline());
      if (args.file === '-') return terminal.out(yaml.trimEnd());
      await writeOutput(args.file, yaml);
      terminal.out(`Wrote ${args.file}. Edit it, then: ticket-ai taxonomy import ${args.file} --dry-run`);
    }),
});

/** `ticket-ai taxonomy import` */
export const importOutline = defineCommand({
  summary: 'Make the taxonomy look like a YAML file; shows the difference',
  details:
    'Categories are renamed, moved and made, intents filed as the file says; all of it or nothing. What the file leaves out stays, unless it is an empty category.',
  args: {
    file: { type: 'positional', required: true, description: 'The file, as `taxonomy export` writes it' },
    ...changeArgs,
  },
  examples: ['ticket-ai taxonomy import tree.yaml --dry-run'],
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const text = await naming(args.file, readFile(args.file, 'utf8'));
      const operations = await desk.categories.plan(readOutlineYaml(text, path.basename(args.file)));
      await changeTree(session, desk, operations, args['dry-run'] === true);
    }),
});
