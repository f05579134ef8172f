import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Document, type DocumentVersion, type TicketAI, TicketAIError } from '@ticket-ai/core';
import { refuseTickets } from '../../refuse-tickets.ts';
import { type CommandGroup, dataArgs, defineCommand, jsonArgs, type Session } from '../command.ts';
import { findDocumentFiles, findTableFiles } from '../document-files.ts';
import { findOne, shortIds } from '../find-one.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { formatCount, plural } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import { oneLine } from '../output/width.ts';
import { naming } from '../output-file.ts';
import { usageError } from '../usage-error.ts';

const add = defineCommand({
  summary: 'Add documents: PDF, Word, HTML, Markdown, CSV, text; the same file again changes nothing',
  args: {
    files: {
      type: 'positional',
      required: true,
      description: 'Files, or folders whose documents are all added, except CSV files: name those one by one',
    },
    title: { type: 'string', description: 'Title, for a single file (default: what the file says)' },
    access: {
      type: 'string',
      valueHint: 'groups',
      description: 'Groups that may read it, with commas (default: everybody)',
    },
    ...jsonArgs,
    ...dataArgs,
  },
  variadic: true,
  examples: ['ticket-ai documents add manual.pdf', 'ticket-ai documents add help-center/'],
  async run(session, args) {
    const { files, leftOut } = await expand(args._);
    if (leftOut > 0)
      session.terminal.note(
        `${plural(leftOut, 'table')} (CSV, TSV) in folders left out. Name a table to add it; tickets go in with \`ticket-ai import\`.`,
      );
    if (args.title !== undefined && files.length > 1) throw usageError('--title goes with a single file.');
    const access = args.access?.split(',').map((group) => group.trim());
    const details = {
      ...(args.title === undefined ? {} : { title: args.title }),
      ...(access === undefined ? {} : { access }),
    };
    session.sayOnStop('What was added stays. Run the same command again for the rest.');
    return withDataFolder(
      session,
      args,
      async ({ desk, progress }) => {
        const added: Added[] = [];
        for (const [index, file] of files.entries()) {
          session.abortSignal.throwIfAborted();
          progress.update({
            stage: 'documents',
            step: path.basename(file),
            done: index,
            total: files.length,
          });
          added.push(await addOne(desk, file, sourceOf(file, files), details));
        }
        progress.end();
        return showAdded(session, added, args.json === true);
      },
      { create: true },
    );
  },
});

interface Added {
  readonly file: string;
  readonly source: string;
  readonly status: string;
  readonly unchanged: boolean;
  readonly pages: number;
  readonly characters: number;
  readonly remarks: readonly string[];
}

async function addOne(
  desk: TicketAI,
  file: string,
  source: string,
  details: { readonly title?: string; readonly access?: readonly string[] },
): Promise<Added> {
  try {
    const bytes = await naming(file, readFile(file));
    refuseTickets(file, bytes);
    const { version, changed } = await desk.documents.add({ source, bytes, ...details });
    return {
      file,
      source,
      status: version.status,
      unchanged: !changed,
      pages: version.pages.length,
      characters: version.text.length,
      remarks: version.warnings,
    };
  } catch (error) {
    const refused = TicketAIError.is(error, 'invalid-input') || TicketAIError.is(error, 'limit-exceeded');
    if (!refused) throw error;
    return {
      file,
      source,
      status: 'invalid',
      unchanged: false,
      pages: 0,
      characters: 0,
      remarks: [error.message],
    };
  }
}

const readable = (status: string) => status === 'ok' || status === 'partial';

function showAdded({ terminal }: Session, added: readonly Added[], json: boolean): number {
  const refused = added.filter(({ status }) => !readable(status));
  if (json) terminal.out(JSON.stringify({ version: 1, documents: added }));
  else {
    for (const { source, status, unchanged, pages, characters, remarks } of added) {
      const word = readable(status) ? (unchanged ? 'known' : 'added') : status;
      const figures = readable(status)
        ? `${plural(pages, 'page')}, ${formatCount(characters)} characters${status === 'partial' ? ', only partly readable' : ''}`
        : '';
      terminal.out(
        `${terminal.paint(readable(status) ? 'green' : 'red', word.padEnd(9))} ${oneLine(source)}  ${terminal.paint('dim', figures)}`.trimEnd(),
      );
      for (const remark of remarks) terminal.out(terminal.paint('dim', `          ${oneLine(remark)}`));
    }
  }
  if (refused.length > 0)
    terminal.fault(`${plural(refused.length, 'file')} could not be read and will not be searched.`);
  else terminal.note(terminal.paintNote('dim', 'Next: ticket-ai ask "a question"'));
  return refused.length > 0 ? 3 : 0;
}

/** Folders become the documents in them, at any depth; tables in them are counted. */
async function expand(
  paths: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly leftOut: number }> {
  const files: string[] = [];
  let leftOut = 0;
  for (const given of paths) {
    if (!(await stat(given)).isDirectory()) files.push(given);
    else {
      const names = await findDocumentFiles(given);
      if (names.length === 0)
        throw new TicketAIError('invalid-input', {
          message: `There is no PDF, Word, HTML, Markdown or text file in "${given}". CSV files are added when they are named one by one.`,
        });
      files.push(...names);
      leftOut += (await findTableFiles(given)).length;
    }
  }
  return { files, leftOut };
}

/** The file name; with its folder where two files of one call have the same name. */
function sourceOf(file: string, all: readonly string[]): string {
  const name = path.basename(file);
  const twins = all.filter((other) => path.basename(other) === name);
  return twins.length > 1 ? path.normalize(file).split(path.sep).join('/') : name;
}

const list = defineCommand({
  summary: 'List documents and how well they could be read',
  args: { ...jsonArgs, ...dataArgs },
  run: ({ terminal, ...session }, args) =>
    withDataFolder({ terminal, ...session }, args, async ({ desk }) => {
      const found = await desk.documents.list();
      if (args.json === true)
        return terminal.out(JSON.stringify({ version: 1, documents: found.map(describe) }));
      if (found.length === 0)
        return terminal.note('There are no documents yet. `ticket-ai documents add <files>` adds some.');
      const short = shortIds(found.map(({ document }) => document.id));
      const rows = found.map(({ document, version }) => [
        short(document.id),
        oneLine(document.source),
        oneLine(document.title),
        version?.status ?? '',
        String(version?.pages.length ?? ''),
        formatCount(version?.text.length ?? 0),
      ]);
      const columns = [
        { title: 'Id' },
        { title: 'Source', shrinkTo: 16 },
        { title: 'Title', shrinkTo: 12 },
        { title: 'State' },
        { title: 'Pages', align: 'right' as const },
        { title: 'Characters', align: 'right' as const },
      ];
      terminal.out(
        renderTable(columns, rows, {
          width: terminal.width,
          paintTitle: (text) => terminal.paint('dim', text),
        }),
      );
    }),
});

function describe({
  document,
  version,
}: {
  readonly document: Document;
  readonly version?: DocumentVersion;
}) {
  const { id, source, title, access, addedAt } = document;
  return {
    id,
    source,
    title,
    access,
    addedAt,
    status: version?.status,
    pages: version?.pages.length,
    characters: version?.text.length,
    warnings: version?.warnings,
  };
}

const remove = defineCommand({
  summary: 'Remove a document; it is gone from search at once',
  args: {
    document: { type: 'positional', required: true, description: 'Source, title, id or part of an id' },
    ...dataArgs,
  },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const found = findOne(
        await desk.documents.list(),
        args.document,
        ({ document }) => ({ id: document.id, names: [document.source, document.title] }),
        { noun: 'document', list: 'ticket-ai documents list' },
      );
      await desk.documents.remove(found.document.id);
      session.terminal.out(`Removed ${found.document.source}.`);
    }),
});

const erase = defineCommand({
  summary: 'Erase a document for good: its files, texts, vectors, and what answers quote from it',
  details:
    'For what must not be kept. Also erases a document that was removed before; then name its whole source or id. Published articles that rest on it stay, and are marked as out of date.',
  args: {
    document: { type: 'positional', required: true, description: 'Source, title, id or part of an id' },
    yes: { type: 'boolean', description: 'Do it: it cannot be undone' },
    ...dataArgs,
  },
  examples: ['ticket-ai documents erase contract.pdf --yes'],
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk }) => {
      const wanted = await findDocument(desk, args.document);
      if (args.yes !== true)
        throw usageError(`"${wanted}" would be erased for good. Say --yes to do it; nothing was done.`);
      const document = await desk.documents.erase(wanted);
      session.terminal.out(`Erased ${document.source}.`);
    }),
});

/** One that was removed is in no list: it must be named exactly. */
async function findDocument(desk: TicketAI, wanted: string): Promise<string> {
  try {
    return findOne(
      await desk.documents.list(),
      wanted,
      ({ document }) => ({ id: document.id, names: [document.source, document.title] }),
      { noun: 'document', list: 'ticket-ai documents list' },
    ).document.source;
  } catch (error) {
    if (TicketAIError.is(error, 'not-found')) return wanted;
    throw error;
  }
}

const rechunk = defineCommand({
  summary: 'Cut all documents into passages as the settings say now',
  details:
    'After a change of TICKET_AI_CHUNKS or TICKET_AI_CHUNKS_ARTICLES. Each document changes in one step; passages that stay the same keep their embeddings. With the settings of before it goes back.',
  args: { ...jsonArgs, ...dataArgs },
  run: (session, args) =>
    withDataFolder(session, args, async ({ desk, progress }) => {
      const done = await desk.documents.rechunk();
      progress.end();
      if (args.json === true) return session.terminal.out(JSON.stringify({ version: 1, ...done }));
      const average = Math.round(done.tokens / Math.max(1, done.passages));
      session.terminal.out(
        `${formatCount(done.changed)} of ${plural(done.documents, 'document')} cut anew${done.left === 0 ? '' : `, ${done.left} without text that can be cut`}: ${plural(done.passages, 'passage')} of about ${average} tokens.`,
      );
    }),
});

/** `ticket-ai documents` */
export const documents: CommandGroup = { commands: { add, list, remove, erase, rechunk } };
