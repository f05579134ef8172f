import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TicketAIError } from '@ticket-ai/core';
import * as z from 'zod';

/** The file that makes a folder a backup; it is written last. */
export const manifestFile = 'manifest.json';

/** A key of the blob store as a path: no step of it leads out of the backup. */
const filePath = z.string().regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.~-]+(?:\/[\w.~-]+)*$/);

const content = z.object({
  /** Counted up when a backup changes its shape. */
  format: z.literal(1),
  /** The version of Ticket AI that made it. */
  ticketAi: z.string(),
  createdAt: z.iso.datetime(),
  /** Steps of the schema that the records have taken. */
  migrations: z.array(z.string()),
  /** Rows of each table. */
  rows: z.record(z.string(), z.number()),
  /** Tables whose rows are not in it: what lives for hours only. */
  leftOut: z.array(z.string()),
  /** Blobs that records name and that were not there: keys. */
  missing: z.array(z.string()),
  files: z.array(z.object({ path: filePath, bytes: z.number(), sha256: z.string() })),
});

/** What a backup says of itself. */
export type Manifest = z.output<typeof content>;

/** The text of a manifest; its last line is the hash of all before it, so that no byte of it can change unseen. */
export function renderManifest(manifest: Manifest): string {
  const text = JSON.stringify(manifest, null, 1);
  return `${text}\n${sha256(text)}\n`;
}

/** Reads the manifest of a backup. @throws `not-found` when the folder is no backup, `invalid-input` when it is damaged or of a newer version */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, manifestFile), 'utf8').catch((error: unknown) => {
    throw new TicketAIError('not-found', {
      message: `${folder} is no backup: it has no ${manifestFile}. A backup that was broken off has none either; name another folder.`,
      context: { folder },
      cause: error,
    });
  });
  const end = text.lastIndexOf('\n', text.length - 2);
  const json = text.slice(0, Math.max(0, end));
  if (text !== `${json}\n${sha256(json)}\n`) throw damaged(folder, manifestFile);
  const parsed = content.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new TicketAIError('invalid-input', {
    message: `${folder} was made by another version of Ticket AI, in a form that this one does not know. Restore it with the version that made it, or a newer one.`,
    context: { folder, reason: 'unknown-format' },
    cause: parsed.error,
  });
}

/** Reads every file of a backup and compares it with the manifest. @throws `invalid-input` naming the first file that differs or is not there */
export async function verifyFiles(folder: string, { files }: Manifest): Promise<void> {
  for (const file of files) {
    const found = await describeFile(folder, file.path).catch(() => undefined);
    if (found?.sha256 !== file.sha256) throw damaged(folder, file.path);
  }
}

/** A file as the manifest lists it. */
export async function describeFile(folder: string, name: string): Promise<Manifest['files'][number]> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of createReadStream(path.join(folder, ...name.split('/'))) as AsyncIterable<Buffer>) {
    hash.update(part);
    bytes += part.length;
  }
  return { path: name, bytes, sha256: hash.digest('hex') };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function damaged(folder: string, file: string): TicketAIError {
  return new TicketAIError('invalid-input', {
    message: `The backup ${folder} is damaged: ${file} is not what was written, or is not there. Nothing was changed. Use another copy or an older backup.`,
    context: { folder, file, reason: 'damaged-backup' },
  });
}
