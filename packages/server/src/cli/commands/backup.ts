import { makeBackup } from '../../backup/make-backup.ts';
import { dataArgs, defineCommand, jsonArgs } from '../command.ts';
import { readPlace, requireFolder } from '../open-data-folder.ts';
import { formatBytes, plural } from '../output/numbers.ts';
import { version } from '../version.ts';

/** `ticket-ai backup` */
export const backup = defineCommand({
  summary: 'Copy the data folder as it is at one moment, into a new folder; servers and workers may go on',
  details:
    'Records and the files they name, with a hash of each. Left out: sessions and stored replies to repeated requests (they live for hours), vectors (they are made anew). The texts in it are not encrypted: keep it as you keep the data folder.',
  args: {
    folder: {
      type: 'positional',
      required: false,
      description: 'Folder to make (default ticket-ai-backup-<time>)',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  examples: ['ticket-ai backup', 'ticket-ai backup /mnt/backups/monday'],
  async run({ terminal }, args) {
    const config = readPlace(args);
    requireFolder(config);
    const folder = args.folder ?? defaultName();
    const manifest = await makeBackup(config, folder, { version });
    const { rows, files, missing } = manifest;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    if (args.json === true)
      terminal.out(JSON.stringify({ version: 1, folder, bytes, files: files.length, rows, missing }));
    else {
      terminal.out(
        `Wrote ${folder}: ${plural(rows.ticket ?? 0, 'ticket')}, ${plural(rows.document ?? 0, 'document')}, ${plural(rows.article ?? 0, 'article')}; ${plural(files.length, 'file')}, ${formatBytes(bytes)}.`,
      );
      terminal.note(`Back with it: ticket-ai restore ${folder}`);
    }
    if (missing.length > 0)
      terminal.fault(
        `${plural(missing.length, 'file')} that records name ${missing.length === 1 ? 'is' : 'are'} not there, and not in the backup: ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}`,
      );
    return missing.length === 0 ? 0 : 3;
  },
});

function defaultName(): string {
  return `ticket-ai-backup-${new Date().toISOString().slice(0, 19).replace(/[:]/g, '-')}`;
}
