import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ticketColumns } from '@ticket-ai/adapters/csv';
import { TicketAIError } from '@ticket-ai/core';

/** Files of a folder that are taken for documents. Tables are not: most that lie about are exports of tickets. */
const documentEndings = /\.(?:md|markdown|txt|html?|pdf|docx)$/i;
const tableEndings = /\.(?:csv|tsv)$/i;

/** The documents in a folder, at any depth, as paths, in the order of their names. */
export async function findDocumentFiles(folder: string): Promise<string[]> {
  return findFiles(folder, documentEndings);
}

/** The tables in a folder, which are documents only when they are named one by one. */
export async function findTableFiles(folder: string): Promise<string[]> {
  return findFiles(folder, tableEndings);
}

async function findFiles(folder: string, endings: RegExp): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Keeps what customers wrote out of the knowledge that answers are made from. @throws `invalid-input` for a table of tickets */
export function refuseTickets(file: string, bytes: Uint8Array): void {
  if (!tableEndings.test(file)) return;
  const columns = readHeader(bytes);
  if (columns.length === 0) return;
  const named = columns.map((name) => `"${name.slice(0, 60)}"`).join(', ');
  throw new TicketAIError('invalid-input', {
    message: `These look like tickets, by their columns ${named}: \`ticket-ai import ${path.basename(file)}\` reads them as tickets. If it is a table of another kind, rename these columns.`,
    context: { columns },
  });
}

/** A file without a readable header is left to the parser, which says what is wrong with it. */
function readHeader(bytes: Uint8Array): readonly string[] {
  try {
    return ticketColumns(bytes);
  } catch (error) {
    if (TicketAIError.is(error, 'invalid-input')) return [];
    throw error;
  }
}
