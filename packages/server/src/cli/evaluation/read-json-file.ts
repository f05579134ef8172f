import { readFile } from 'node:fs/promises';
import { TicketAIError } from '@ticket-ai/core';
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
