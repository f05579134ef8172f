import { readFile } from 'node:fs/promises';
import { type TicketAI, TicketAIError, type TicketId } from '@ticket-ai/core';
import { parse } from 'csv-parse/sync';
import type { Composition } from '../../compose.ts';
import { type AssignedTicket, readAssignments } from '../assigned-tickets.ts';
import type { assignmentColumns } from '../assignments-csv.ts';
import { clusterFile, composeForRows, type TicketFile } from '../cluster-file.ts';
import type { Session } from '../command.ts';
import { type ConfigurationValues, readConfiguration } from '../configuration-args.ts';
import { withDataFolder } from '../open-data-folder.ts';
import type { ProgressLine } from '../output/progress.ts';
import { naming } from '../output-file.ts';
import { readFirstTexts } from '../read-texts.ts';
import { usageError } from '../usage-error.ts';
import { openTicketFile } from './open-ticket-file.ts';

/** A ticket as a judge reads it, with the intent it was given. */
export interface ClusteredTicket {
  /** The input's own id. */
  readonly id: string;
  readonly ticketId: TicketId;
  readonly subject: string;
  /** What the customer wrote. */
  readonly text: string;
  /** Absent: none. */
  readonly intent?: { readonly id: string; readonly name: string };
}

/** Where clustered tickets come from. */
export interface TicketSource extends ConfigurationValues {
  /** Absent: the data folder. */
  readonly file?: string | undefined;
  /** What `cluster --out` wrote for `file`; without it the file is clustered now. */
  readonly assignments?: string | undefined;
  readonly data?: string | undefined;
  readonly columns: readonly string[];
}

/**
 * Reads tickets with their intents: of a file and its assignments, of a file that is clustered now, or of the data folder.
 * @throws `invalid-input` when the assignments are not of that file; a usage error for an option that nothing would be done with
 */
export async function readClusteredTickets(
  session: Session,
  { file, assignments, data, columns, ...configuration }: TicketSource,
): Promise<readonly ClusteredTicket[]> {
  const isConfigured = configuration.intents !== undefined || configuration.granularity !== undefined;
  if (assignments !== undefined && isConfigured)
    throw usageError('--assignments says what the intents are: leave --intents and --granularity out.');
  if (file === undefined) {
    if (assignments !== undefined)
      throw usageError('--assignments needs the file of tickets they are about.');
    if (columns.length > 0) throw usageError('--column needs a file.');
    if (isConfigured)
      throw usageError(
        '--intents and --granularity need a file: the intents of the data folder are judged as they are.',
      );
    return withDataFolder(session, { data }, async ({ desk, progress }) => {
      progress.update({ stage: 'read', done: 0 });
      return toTickets(desk, [...(await readAssignments(desk)).byTicket.values()]);
    });
  }
  const { read, watch } = await openTicketFile(session, file, columns);
  const { tickets, composition } =
    assignments === undefined
      ? await clusterFile(read, { ...readConfiguration(configuration), ...watch }).finally(watch.progress.end)
      : await takeAssignments(read, await readAssignmentFile(assignments), {
          file,
          assignments,
          progress: watch.progress,
        });
  try {
    return await toTickets(composition.desk, tickets);
  } finally {
    await composition.close();
  }
}

/** A ticket with its intent, wherever that came from. */
interface Placed extends Pick<AssignedTicket, 'rowId' | 'ticket'> {
  readonly intent?: ClusteredTicket['intent'];
}

async function toTickets(desk: TicketAI, tickets: readonly Placed[]): Promise<ClusteredTicket[]> {
  const texts = await readFirstTexts(desk);
  return tickets.map(({ rowId, ticket, intent }) => ({
    id: rowId,
    ticketId: ticket.id,
    subject: ticket.subject,
    text: texts.get(ticket.id) ?? '',
    ...(intent === undefined ? {} : { intent: { id: intent.id, name: intent.name } }),
  }));
}

async function takeAssignments(
  read: TicketFile,
  intentOf: ReadonlyMap<string, ClusteredTicket['intent']>,
  {
    file,
    assignments,
    progress,
  }: { readonly file: string; readonly assignments: string; readonly progress: ProgressLine },
): Promise<{ readonly tickets: readonly Placed[]; readonly composition: Composition }> {
  const known = read.rows.filter(({ rowId }) => intentOf.has(rowId));
  if (known.length < read.rows.length / 2)
    throw new TicketAIError('invalid-input', {
      message: `${assignments} is not about ${file}: it knows ${known.length} of its ${read.rows.length} tickets. Write it with \`ticket-ai cluster ${file} --out ${assignments}\`.`,
    });
  const { composition } = await composeForRows(known, { seed: 1, progress });
  await composition.desk.ingest(known.map(({ draft }) => draft));
  const { byTicket } = await readAssignments(composition.desk);
  const ticketOf = new Map([...byTicket.values()].map(({ ticket }) => [ticket.externalId, ticket]));
  const tickets = known.flatMap(({ rowId, draft }): Placed[] => {
    const ticket = ticketOf.get(draft.externalId ?? '');
    const intent = intentOf.get(rowId);
    return ticket === undefined ? [] : [{ rowId, ticket, ...(intent === undefined ? {} : { intent }) }];
  });
  return { tickets, composition };
}

/** The intent of each row, by its id; `undefined` for a row without one. */
async function readAssignmentFile(file: string): Promise<Map<string, ClusteredTicket['intent']>> {
  const rows: Record<string, string>[] = parse(await naming(file, readFile(file, 'utf8')), {
    columns: true,
    bom: true,
    skipEmptyLines: true,
  });
  const names = Object.keys(rows[0] ?? {});
  const missing = (['id', 'intent_id', 'intent'] satisfies (typeof assignmentColumns)[number][]).find(
    (name) => !names.includes(name),
  );
  if (missing !== undefined)
    throw new TicketAIError('invalid-input', {
      message: `${file} has no column "${missing}". Write it with \`ticket-ai cluster <file> --out ${file}\`.`,
    });
  return new Map(
    rows.map(({ id = '', intent_id: intentId = '', intent = '' }) => [
      id,
      intentId === '' ? undefined : { id: intentId, name: intent },
    ]),
  );
}
