import { readFile } from 'node:fs/promises';
import { TicketAIError } from '@ticket-ai/core';
import * as z from 'zod';
import { naming } from '../output-file.ts';

const text = z.string().refine((value) => value.trim() !== '', 'is empty');

const line = z.object({
  intent: text,
  /** What customers wrote and what an agent answered; all of them are solved. */
  tickets: z.array(z.object({ customer: text, agent: text })).min(1),
  /** Markdown. */
  documents: z.array(z.object({ title: text, text })).default([]),
  steps: z.array(z.object({ text, words: z.array(text).min(1) })).min(1),
  /** Names, addresses and numbers of people that no article may hold. */
  private: z.array(text).default([]),
});

/** An intent with its tickets, and the steps its article must hold. */
export type GoldenArticle = z.infer<typeof line>;

/** Reads `{ intent, tickets, documents, steps, private }` line by line. @throws `invalid-input`, naming the first line that is none */
export async function readGoldenArticles(file: string): Promise<readonly GoldenArticle[]> {
  const lines = (await naming(file, readFile(file, 'utf8'))).replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const golden = lines.flatMap((content, index) =>
    content.trim() === '' ? [] : [readLine(file, content, index + 1)],
  );
  if (golden.length > 0) return golden;
  throw new TicketAIError('invalid-input', {
    message: `${file} holds no golden article. Each line is a JSON object with intent, tickets and steps.`,
  });
}

function readLine(file: string, content: string, number: number): GoldenArticle {
  const refuse = (reason: string) =>
    new TicketAIError('invalid-input', { message: `${file}, line ${number}: ${reason}.` });
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw refuse('this is not JSON');
  }
  const read = line.safeParse(value);
  if (read.success) return read.data;
  const fault = read.error.issues[0];
  throw refuse(`${fault?.path.join('.') || 'the line'}: ${fault?.message ?? 'it cannot be read'}`);
}
