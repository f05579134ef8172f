import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { TicketAIError } from '@ticket-ai/core';
import type { PairVerdict } from '@ticket-ai/core/evaluation';
import * as z from 'zod';
import { naming, writeOutput } from '../output-file.ts';

const header = z.object({ version: z.literal(1), design: z.string(), pairs: z.number() });
const line = z.object({
  a: z.string(),
  b: z.string(),
  verdict: z.enum(['same', 'different', 'unsure']),
  by: z.string(),
});

/** A verdict on a pair of tickets, by their ids. No text: the file may be kept and passed on. */
export type Judgement = z.output<typeof line>;

/** The verdicts on one set of drawn pairs, kept in a file of JSON lines. */
export interface JudgementFile {
  /** All of one judge. */
  readonly judgements: readonly Judgement[];
  /** @throws `invalid-input` when the verdicts are of another judge: figures are of one */
  requireJudge(name: string): void;
  /** Writes all of them; half a file never stands there. */
  write(judgements: readonly Judgement[]): Promise<void>;
}

/**
 * Opens the verdicts on a set of pairs; the file is made with the first verdict.
 * @param design names the drawn pairs: verdicts on others are refused
 * @throws `invalid-input` when the file holds something else
 */
export async function openJudgements(file: string, design: string, pairs: number): Promise<JudgementFile> {
  const judgements = existsSync(file) ? await readJudgements(file, design) : [];
  return {
    judgements,
    requireJudge(name) {
      const other = judgements.find(({ by }) => by !== name);
      if (other === undefined) return;
      throw new TicketAIError('invalid-input', {
        message: `${file} holds the verdicts of another judge (${other.by}). Keep those of ${name} in a file of their own: name it with --judgements.`,
      });
    },
    write: (kept) =>
      writeOutput(
        file,
        `${[{ version: 1, design, pairs }, ...kept].map((entry) => JSON.stringify(entry)).join('\n')}\n`,
      ),
  };
}

async function readJudgements(file: string, design: string): Promise<readonly Judgement[]> {
  const [first = '', ...rest] = (await naming(file, readFile(file, 'utf8'))).split('\n').filter(Boolean);
  const head = header.safeParse(parse(first));
  if (!head.success)
    throw new TicketAIError('invalid-input', {
      message: `${file} holds no judgements of \`ticket-ai eval pairs\`. Name another file with --judgements.`,
    });
  if (head.data.design !== design)
    throw new TicketAIError('invalid-input', {
      message: `${file} holds judgements of other pairs: the tickets, their intents, --pairs or --seed have changed since. Name another file with --judgements, or go back to what they were.`,
    });
  const judgements = rest.map((text, at) => {
    const judgement = line.safeParse(parse(text));
    if (judgement.success) return judgement.data;
    throw new TicketAIError('invalid-input', { message: `${file}, line ${at + 2}: not a judgement.` });
  });
  const judges = [...new Set(judgements.map(({ by }) => by))];
  if (judges.length > 1)
    throw new TicketAIError('invalid-input', {
      message: `${file} mixes the verdicts of ${judges.join(' and ')}: figures are of one judge. Name another file with --judgements.`,
    });
  return judgements;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a key means; `undefined` for keys that mean nothing. */
export const verdictOfKey: Readonly<Record<string, PairVerdict | undefined>> = {
  y: 'same',
  n: 'different',
  '?': 'unsure',
};
