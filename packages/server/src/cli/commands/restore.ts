import { readManifest, verifyFiles } from '../../backup/manifest.ts';
import { restoreBackup } from '../../backup/restore-backup.ts';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { readPlace } from '../open-data-folder.ts';
import { plural } from '../output/numbers.ts';

/** `ticket-ai restore` */
export const restore = defineCommand({
  summary: 'Make a data folder what a backup holds; every file is checked first',
  details:
    'Stop servers and workers first. What was erased or revoked after the backup stays so, as far as the present data or --erased-in tells. Everybody signs in anew.',
  args: {
    backup: { type: 'positional', required: true, description: 'Folder of the backup' },
    replace: { type: 'boolean', description: 'Give up the records that are in the data folder now' },
    check: { type: 'boolean', description: 'Only check every file of the backup; change nothing' },
    'erased-in': {
      type: 'string',
      valueHint: 'folder',
      description: 'A data folder or newer backup that tells what was erased and revoked since',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: [
    'ticket-ai restore ticket-ai-backup-2026-11-27T22-00-00 --check',
    'ticket-ai restore monday --data restored',
    'ticket-ai restore monday --replace --erased-in thursday',
  ],
  async run({ terminal }, args) {
    if (args.check === true) {
      const manifest = await readManifest(args.backup);
      await verifyFiles(args.backup, manifest);
      const { createdAt, ticketAi, files, rows } = manifest;
      if (args.json === true)
        return terminal.out(
          JSON.stringify({ version: 1, ok: true, createdAt, ticketAi, files: files.length, rows }),
        );
      return terminal.out(
        `Whole: made ${createdAt} by version ${ticketAi}, ${plural(files.length, 'file')}, ${plural(rows.ticket ?? 0, 'ticket')}.`,
      );
    }
    const config = readPlace(args);
    const erasedIn = args['erased-in'];
    const { manifest, carriedOver, setAside } = await restoreBackup(config, {
      backup: args.backup,
      replace: args.replace === true,
      erasedIn: erasedIn === undefined ? [] : [erasedIn],
    });
    const { createdAt, rows } = manifest;
    if (args.json === true)
      return terminal.out(
        JSON.stringify({ version: 1, dataFolder: config.dataFolder, createdAt, rows, carriedOver, setAside }),
      );
    terminal.out(
      `${config.dataFolder} is as it was ${createdAt}: ${plural(rows.ticket ?? 0, 'ticket')}, ${plural(rows.document ?? 0, 'document')}, ${plural(rows.article ?? 0, 'article')}.`,
    );
    const { tickets, documents, keys, members } = carriedOver;
    if (tickets + documents > 0)
      terminal.out(
        `Erased again: ${plural(tickets, 'ticket')}, ${plural(documents, 'document')}. What follows from it is work that waits.`,
      );
    if (keys + members > 0)
      terminal.out(`Closed again: ${plural(keys, 'API key')}, ${plural(members, 'person', 'people')}.`);
    if (setAside !== undefined)
      terminal.out(
        `The records that were there are damaged and stand in ${setAside} now. What was erased since could not be read from them: name a newer backup with --erased-in if there is one.`,
      );
    terminal.note(
      'Work that waits is done by `ticket-ai serve`, `ticket-ai worker` or `ticket-ai jobs run`.',
    );
  },
});
