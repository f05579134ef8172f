import {
  type BlobStore,
  cleanMessage,
  collectAll,
  hidePersonalData,
  namesIn,
  namesOfPerson,
  type TicketAI,
  type TicketId,
} from '@ticket-ai/core';
import type { ReportData, ReportIntent, ReportTicket } from '../report/report-data.ts';
import type { AssignedTicket, Assignments } from './assigned-tickets.ts';
import { readSpend } from './model-usage.ts';
import { describeNote } from './output/show-clusters.ts';
import { readFirstTexts } from './read-texts.ts';
import { readReportArticles } from './report-articles.ts';
import { unassignedReasons } from './unassigned-reasons.ts';
import { version } from './version.ts';

/** Texts in reports are cut here; the renderer cuts further when the page grows too large. */
const longestText = 600;
const examples = 5;
/** Characters below which a ticket is a poor example. */
const tellingLength = 25;

/** What a report needs besides the desk. */
export interface ReportRequest extends Pick<Assignments, 'intents' | 'traces'> {
  readonly tickets: readonly AssignedTicket[];
  readonly blobs: BlobStore;
  /** File or folder, for people. */
  readonly source: string;
  readonly generatedAt: number;
  readonly seconds?: number;
  readonly timeZone: string;
}

/** Collects everything a report shows. */
export async function readReportData(desk: TicketAI, request: ReportRequest): Promise<ReportData> {
  const run = await latestRun(desk);
  const map = run?.mapKey === undefined ? undefined : await readMap(request.blobs, run.mapKey);
  const texts = await readFirstTexts(desk);
  const tickets = request.tickets.map((assigned) => reportTicket(assigned, request, texts, map?.places));
  const articles = await readReportArticles(desk);
  const newest = tickets.reduce((latest, { at }) => Math.max(latest, at ?? 0), 0);
  const byIntent = Map.groupBy(tickets, ({ intent }) => intent);
  const granularity = run === undefined ? undefined : describeGranularity(run);
  return {
    title: `What customers ask for: ${request.source}`,
    source: request.source,
    generatedAt: request.generatedAt,
    version,
    seed: run?.seed ?? 1,
    engine: run?.fingerprint ?? 'none',
    ...(request.seconds === undefined ? {} : { seconds: request.seconds }),
    llm: await readSpend(desk),
    timeZone: request.timeZone,
    tickets,
    intents: request.intents.flatMap((intent) => {
      const members = byIntent.get(intent.id) ?? [];
      const article = articles.get(intent.id);
      return members.length === 0
        ? []
        : [{ ...reportIntent(intent, members, newest), ...(article === undefined ? {} : { article }) }];
    }),
    unassignedReasons,
    ...(granularity === undefined ? {} : { granularity }),
    cautions: run?.notes.map(describeNote) ?? [],
    ...(map === undefined ? {} : { map: { method: map.method, seed: map.seed } }),
  };
}

type Run = NonNullable<Awaited<ReturnType<typeof latestRun>>>;

async function latestRun(desk: TicketAI) {
  const runs = await collectAll((await desk.store()).runs, { where: { status: 'done' } });
  return runs.toSorted((a, b) => (a.finishedAt ?? 0) - (b.finishedAt ?? 0) || (a.id < b.id ? -1 : 1)).at(-1);
}

function describeGranularity({ granularity, intentCount }: Run): string {
  return intentCount === undefined
    ? `${granularity}: the number of intents at which different ways to compare the tickets agree best${granularity === 'default' ? '' : `, made ${granularity === 'fine' ? 'finer' : 'coarser'}`}.`
    : `${intentCount} intents were asked for.`;
}

type Places = ReadonlyMap<TicketId, { readonly x: number; readonly y: number }>;

function reportTicket(
  { rowId, ticket, intent, confidence, decision }: AssignedTicket,
  { traces }: ReportRequest,
  texts: ReadonlyMap<TicketId, string>,
  places: Places | undefined,
): ReportTicket {
  const reason = traces.get(ticket.id)?.code;
  const said = texts.get(ticket.id) ?? '';
  const names = [...namesOfPerson(ticket.requester ?? ''), ...namesIn(said)];
  return {
    id: rowId,
    subject: hidePersonalData(ticket.subject, names),
    text: hidePersonalData(cleanMessage(said).slice(0, longestText), names),
    confidence,
    decision,
    ...(ticket.createdAt === undefined ? {} : { at: ticket.createdAt }),
    ...(intent === undefined ? { reason: reason ?? 'not-looked-at' } : { intent: intent.id }),
    ...places?.get(ticket.id),
  };
}

function reportIntent(
  intent: ReportRequest['intents'][number],
  members: readonly ReportTicket[],
  newest: number,
): ReportIntent {
  const [l1, l2, l3] = intent.path;
  const dates = members.flatMap(({ at }) => at ?? []);
  const firstSeen =
    dates.length === 0
      ? undefined
      : dates.reduce((first, date) => Math.min(first, date), Number.POSITIVE_INFINITY);
  return {
    id: intent.id,
    name: intent.name,
    nameSource: intent.nameSource,
    ...(intent.description === '' || intent.nameSource === 'lexical'
      ? {}
      : { description: intent.description }),
    l1,
    l2,
    l3,
    terms: intent.terms,
    ticketCount: members.length,
    exampleIds: chooseExamples(members).map(({ id }) => id),
    confidence: members.reduce((sum, { confidence }) => sum + confidence, 0) / members.length,
    ...(firstSeen === undefined ? {} : { firstSeen }),
    isNew: firstSeen !== undefined && firstSeen >= startOfMonth(newest),
  };
}

/** The surest members that say enough to be understood, no two with the same words. */
function chooseExamples(members: readonly ReportTicket[]): readonly ReportTicket[] {
  const lengthOf = ({ subject, text }: ReportTicket) => subject.length + text.length;
  const ranked = members.toSorted(
    (a, b) =>
      Number(lengthOf(b) >= tellingLength) - Number(lengthOf(a) >= tellingLength) ||
      b.confidence - a.confidence ||
      (a.id < b.id ? -1 : 1),
  );
  const chosen = new Map<string, ReportTicket>();
  for (const ticket of ranked) {
    const words = `${ticket.subject} ${ticket.text}`.toLowerCase();
    if (!chosen.has(words)) chosen.set(words, ticket);
    if (chosen.size === examples) break;
  }
  return [...chosen.values()];
}

function startOfMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

interface StoredMap {
  readonly method: string;
  readonly seed: number;
  readonly points: readonly (readonly [TicketId, number, number])[];
}

/** The stored layout, scaled to the unit square. */
async function readMap(
  blobs: BlobStore,
  key: string,
): Promise<{ readonly method: string; readonly seed: number; readonly places: Places } | undefined> {
  const blob = await blobs.get(key);
  if (blob === undefined) return undefined;
  const { method, seed, points } = JSON.parse(new TextDecoder().decode(blob.bytes)) as StoredMap;
  const scaleX = scaleOf(points.map(([, x]) => x));
  const scaleY = scaleOf(points.map(([, , y]) => y));
  return { method, seed, places: new Map(points.map(([id, x, y]) => [id, { x: scaleX(x), y: scaleY(y) }])) };
}

function scaleOf(values: readonly number[]): (value: number) => number {
  const least = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const span = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - least;
  return (value) => (span > 0 ? (value - least) / span : 0.5);
}
