import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ColumnMapping, columnRoles } from '@ticket-ai/core';
import { suggest } from '../suggest.ts';
import { naming } from './output-file.ts';
import { usageError } from './usage-error.ts';

/** A file named on the command line, or standard input. */
export interface InputFile {
  /** For people; `standard input` for `-`. */
  readonly label: string;
  /** With the ending that tells its format. */
  readonly fileName: string;
  /** Where rejected rows go unless another file is named. */
  readonly rejectedPath: string;
  readonly bytes: Uint8Array;
}

/** Reads a ticket file; `-` is standard input. */
export async function readInput(file: string): Promise<InputFile> {
  if (file !== '-') {
    const bytes = await naming(file, readFile(file));
    return {
      label: path.basename(file),
      fileName: formatName(path.basename(file), bytes),
      rejectedPath: rejectedPathOf(file),
      bytes,
    };
  }
  if (process.stdin.isTTY)
    throw usageError('Nothing is piped in. Use it as: cat tickets.csv | ticket-ai cluster -');
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  const bytes = Buffer.concat(chunks);
  return {
    label: 'standard input',
    fileName: formatName('stdin', bytes),
    rejectedPath: rejectedPathOf('-'),
    bytes,
  };
}

/** Where rejected rows of a file go unless another place is named. */
export function rejectedPathOf(file: string): string {
  return `${file === '-' ? 'stdin' : file}.rejected.csv`;
}

/** A name without a known ending gets the one its content looks like. */
function formatName(name: string, bytes: Uint8Array): string {
  if (/\.(?:csv|tsv|jsonl|ndjson|json)$/i.test(name)) return name;
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart();
  return `${name}.${/^[[{]/.test(start) ? 'jsonl' : 'csv'}`;
}

/** Reads `--column subject=Title` options; `created_at` and `createdAt` are the same. @throws a usage error */
export function readColumns(pairs: readonly string[]): ColumnMapping {
  const entries = pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1 || at === pair.length - 1)
      throw usageError(`--column must look like subject=Title, not "${pair}".`);
    return [readRole(pair.slice(0, at)), pair.slice(at + 1)] as const;
  });
  return Object.fromEntries(entries);
}

function readRole(text: string): string {
  const plain = (name: string) => name.replace(/[_-]/g, '').toLowerCase();
  const role = columnRoles.find((name) => plain(name) === plain(text));
  if (role !== undefined) return role;
  const near = suggest(text, columnRoles);
  throw usageError(
    `--column knows no "${text}".${near === undefined ? '' : ` Did you mean "${near}"?`} It knows: ${columnRoles.join(', ')}.`,
  );
}
