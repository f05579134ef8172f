import type { AnswerId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Records } from '../runtime/store.ts';
import type { Answer, Feedback } from './answer.ts';

/** What was recorded of answers, oldest first. */
export async function outcomesOf(
  { feedback }: Pick<Records, 'feedback'>,
  answerIds: readonly AnswerId[],
): Promise<readonly Feedback[]> {
  const rows = await collectAll(feedback, { where: { answerId: answerIds } });
  return rows.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}

/** The words of a suggested reply. */
export const replyText = ({ sentences }: Answer): string => sentences.map(({ text }) => text).join(' ');
