import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTicketFile, type TicketRow } from '../../packages/server/src/cli/cluster-file.ts';
import { readLabels } from '../../packages/server/src/cli/evaluation/read-labels.ts';

/** Other labels of a set than its finest ones. */
export async function loadLabels(
  name: string,
  label: string,
  dataFolder: string | undefined,
): Promise<LabelledSet | undefined> {
  const source = committedSources[name];
  if (source !== undefined) return load(name, { ...source, label });
  const tickets = join(dataFolder ?? '', name, 'tickets.csv');
  return dataFolder === undefined || !existsSync(tickets) ? undefined : load(name, { tickets, label });
}

/** Tickets whose intents are known. Row ids are unique over all sets. */
export interface LabelledSet {
  readonly name: string;
  readonly rows: readonly TicketRow[];
  /** By row id; a ticket without a label is clustered, but not scored. */
  readonly gold: ReadonlyMap<string, string>;
}

/** Where a set's tickets and labels are. */
interface Source {
  readonly tickets: string;
  readonly label: string;
  /** Labels in a file of their own. */
  readonly gold?: string;
}

const committed = (path: string) => fileURLToPath(new URL(`../../examples/data/${path}`, import.meta.url));

const committedSources: Readonly<Record<string, Source>> = {
  banking77: { tickets: committed('banking77/tickets.csv'), label: 'label_l2' },
  cfpb: { tickets: committed('cfpb/tickets.csv'), label: 'label_l2' },
  'cfpb, sub-issues': { tickets: committed('cfpb/tickets.csv'), label: 'label_l3' },
  helpdesk: {
    tickets: committed('helpdesk/tickets.jsonl'),
    label: 'label_intent',
    gold: committed('helpdesk/gold.csv'),
  },
};

/** Sets whose licence keeps them out of the repository: folder below `--data`, and the finest labels. */
const otherLabels: Readonly<Record<string, string>> = { bitext: 'label_l2', stackoverflow: 'label_l1' };

/** All sets that are there, and the names of those that are not. */
export async function loadSets(
  dataFolder: string | undefined,
): Promise<{ readonly sets: ReadonlyMap<string, LabelledSet>; readonly missing: readonly string[] }> {
  const sets = new Map<string, LabelledSet>();
  const missing: string[] = [];
  for (const [name, source] of Object.entries(committedSources)) sets.set(name, await load(name, source));
  for (const [name, label] of Object.entries(otherLabels)) {
    const tickets = join(dataFolder ?? '', name, 'tickets.csv');
    if (dataFolder === undefined || !existsSync(tickets)) missing.push(name);
    else sets.set(name, await load(name, { tickets, label }));
  }
  return { sets, missing };
}

async function load(name: string, { tickets, label, gold }: Source): Promise<LabelledSet> {
  const bytes = readFileSync(tickets);
  const silent = { update: () => undefined, end: () => undefined };
  const read = await readTicketFile(
    { label: tickets, fileName: basename(tickets), rejectedPath: '', bytes },
    { columns: {}, progress: silent, abortSignal: new AbortController().signal },
  );
  const { encoding, delimiter, mapping } = read.recognised;
  const { labels } =
    gold === undefined
      ? readLabels(bytes, { encoding, delimiter, id: mapping.id }, label)
      : readLabels(readFileSync(gold), { encoding: 'utf-8' }, label);
  return { name, rows: read.rows, gold: labels };
}
