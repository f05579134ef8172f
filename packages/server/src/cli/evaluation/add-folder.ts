import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type TicketAI, TicketAIError } from '@ticket-ai/core';
import { findDocumentFiles } from '../document-files.ts';
import type { ProgressLine } from '../output/progress.ts';
import { naming } from '../output-file.ts';

/** A file that could not be read, and why: told, and no source. */
export interface UnreadDocument {
  readonly document: string;
  readonly reason: string;
}

/** What is shown and asked while a folder is read. */
export interface Watch {
  readonly progress: ProgressLine;
  readonly abortSignal: AbortSignal;
}

/** Adds the documents of a folder, at any depth, under their paths in it. One that cannot be read costs the others nothing. */
export async function addFolder(
  desk: TicketAI,
  folder: string,
  { progress, abortSignal }: Watch,
): Promise<{ readonly documents: number; readonly unread: readonly UnreadDocument[] }> {
  const files = await naming(folder, findDocumentFiles(folder));
  const unread: UnreadDocument[] = [];
  for (const [index, file] of files.entries()) {
    abortSignal.throwIfAborted();
    const document = documentName(folder, file);
    progress.update({ stage: 'documents', step: document, done: index, total: files.length });
    const reason = await addDocument(desk, file, document);
    if (reason !== undefined) unread.push({ document, reason });
  }
  return { documents: files.length - unread.length, unread };
}

/** What a file is called as a source: its path in the folder, with `/`. */
export const documentName = (folder: string, file: string): string =>
  path.relative(folder, file).split(path.sep).join('/');

/** Gives the reason when the file cannot be used. */
async function addDocument(desk: TicketAI, file: string, source: string): Promise<string | undefined> {
  try {
    const { version } = await desk.documents.add({ source, bytes: await naming(file, readFile(file)) });
    if (version.status === 'ok' || version.status === 'partial') return undefined;
    return version.warnings[0] ?? version.status;
  } catch (error) {
    if (TicketAIError.is(error, 'invalid-input') || TicketAIError.is(error, 'limit-exceeded'))
      return error.message;
    throw error;
  }
}
