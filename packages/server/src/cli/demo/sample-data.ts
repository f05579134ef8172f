import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { TicketAIError } from '@ticket-ai/core';

/** The help desk of a made-up company. */
export interface SampleData {
  readonly folder: string;
  readonly tickets: Uint8Array;
  readonly documents: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

const place = path.join('examples', 'data', 'helpdesk');

/** Reads the sample data of the repository. @param folder where it is; default: looked for here and above */
export async function readSampleData(folder = findFolder()): Promise<SampleData> {
  const names = (await readdir(path.join(folder, 'documents'))).sort();
  return {
    folder,
    tickets: await readFile(path.join(folder, 'tickets.jsonl')),
    documents: await Promise.all(
      names.map(async (name) => ({ name, bytes: await readFile(path.join(folder, 'documents', name)) })),
    ),
  };
}

/** Beside the working folder, or in the repository this program is part of. The published package carries no sample data. */
function findFolder(): string {
  for (const start of [process.cwd(), path.dirname(fileURLToPath(import.meta.url))]) {
    for (let folder = start; ; folder = path.dirname(folder)) {
      if (existsSync(path.join(folder, place, 'tickets.jsonl'))) return path.join(folder, place);
      if (path.dirname(folder) === folder) break;
    }
  }
  throw new TicketAIError('not-found', {
    message: `The sample data (${place}) is not here. It comes with the repository; elsewhere name its folder with --samples, or try your own tickets: ticket-ai cluster tickets.csv`,
  });
}
