import { TicketAIError } from './errors.ts';

/** The record that background work wrote its result to. @throws what the work failed with, also when another process did it */
export async function readResult<Row extends { readonly status: string; readonly error?: string }>(
  read: () => Promise<Row | undefined>,
): Promise<Row> {
  const row = await read();
  if (row === undefined) {
    throw new TicketAIError('not-found', { message: 'The record was removed while its work was under way.' });
  }
  if (row.status === 'failed') {
    throw new TicketAIError('adapter-failed', {
      message: `The work failed: ${row.error ?? 'no reason is known'}. \`jobs retry\` tries it again.`,
    });
  }
  return row;
}
