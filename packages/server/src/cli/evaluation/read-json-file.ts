import { readFile } from 'node:fs/promises';
import { TicketAIError } from '@ticket-ai/core';
import type * as z from 'zod';
import { naming } from '../output-file.ts';

/** Reads a JSON file. @throws `invalid-input` naming it when it is none */
export async function readJsonFile(file: string): Promise<unknown> {
  const text = await naming(file, readFile(file, 'utf8'));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TicketAIError('invalid-input', { message: `${file} is not JSON.`, cause });
  }
}

/** Reads what an `eval` command printed with `--json`. @throws `invalid-input` for anything else, saying what differs */
export async function readResultFile<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  command: string,
): Promise<z.output<Schema>> {
  const read = schema.safeParse(await readJsonFile(file));
  if (read.success) return read.data;
  const fault = read.error.issues[0];
  throw new TicketAIError('invalid-input', {
    message: `${file} is not a result of \`ticket-ai ${command} … --json\` (${fault?.path.join('.')}: ${fault?.message}). Make it anew with that command.`,
  });
}
