import { readFile } from 'node:fs/promises';
import { TicketAIError } from '@ticket-ai/core';
import type { GoldenQuestion } from '@ticket-ai/core/evaluation';
import * as z from 'zod';
import { naming } from '../output-file.ts';

const texts = z.array(z.string()).nullish();

const line = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  question: z.string().refine((text) => text.trim() !== '', 'is empty'),
  answerable: z.boolean(),
  language: z.string().nullish(),
  document: z.string().nullish(),
  quote: z.string().nullish(),
  must_contain: texts,
  must_not: texts,
  tags: texts,
});

/** A golden file, read. */
export interface GoldenFile {
  readonly questions: readonly GoldenQuestion[];
  /** Lines that are no golden question, and why. They are left out. */
  readonly rejected: readonly { readonly line: number; readonly reason: string }[];
}

/** Reads `{ id, question, language, answerable, document, quote, must_contain, must_not, tags }` line by line. @throws `invalid-input` when no line is one */
export async function readGoldenFile(file: string): Promise<GoldenFile> {
  const questions: GoldenQuestion[] = [];
  const rejected: { readonly line: number; readonly reason: string }[] = [];
  const ids = new Set<string>();
  for (const [index, text] of (await naming(file, readFile(file, 'utf8')))
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .entries()) {
    if (text.trim() === '') continue;
    const read = readLine(text);
    if (typeof read === 'string') rejected.push({ line: index + 1, reason: read });
    else if (ids.has(read.id)) rejected.push({ line: index + 1, reason: `id: "${read.id}" stands above` });
    else {
      ids.add(read.id);
      questions.push(read);
    }
  }
  if (questions.length > 0) return { questions, rejected };
  throw new TicketAIError('invalid-input', {
    message: `${file} holds no golden question. Each line is a JSON object with at least id, question and answerable${rejected[0] === undefined ? '' : `; line ${rejected[0].line}: ${rejected[0].reason}`}.`,
  });
}

/** The question, or what is wrong with the line. */
function readLine(text: string): GoldenQuestion | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'this is not JSON';
  }
  const read = line.safeParse(value);
  if (!read.success) {
    const fault = read.error.issues[0];
    return `${fault?.path.join('.') || 'the line'}: ${fault?.message ?? 'it cannot be read'}`;
  }
  const { document, quote, must_contain, must_not, tags, ...rest } = read.data;
  return {
    id: rest.id,
    question: rest.question,
    answerable: rest.answerable,
    ...(document == null ? {} : { document }),
    ...(quote == null ? {} : { quote }),
    mustContain: must_contain ?? [],
    mustNot: must_not ?? [],
    tags: [...(tags ?? []), ...(rest.language == null ? [] : [`language:${rest.language}`])],
  };
}
