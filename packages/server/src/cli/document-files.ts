import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Files of a folder that are taken for documents. */
const documentEndings = /\.(?:md|markdown|txt|html?|pdf|docx|csv|tsv)$/i;

/** The documents in a folder, at any depth, as paths, in the order of their names. */
export async function findDocumentFiles(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && documentEndings.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
