import { readdir } from 'node:fs/promises';
import path from 'node:path';

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
