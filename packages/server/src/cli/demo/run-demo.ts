import type { BlobStore } from '@ticket-ai/core';
import { renderReport } from '../../report/render-report.ts';
import { readAssignments } from '../assigned-tickets.ts';
import { readSpend } from '../model-usage.ts';
import { formatCount, formatUsd, plural } from '../output/numbers.ts';
import type { Terminal } from '../output/terminal.ts';
import { writeOutput } from '../output-file.ts';
import { readReportData } from '../report-data.ts';
import { showIntents, showQuestion, showRevision, showStage } from './show-demo.ts';
import {
  addDocuments,
  askQuestions,
  type DemoGround,
  draftArticles,
  importTickets,
  publishArticles,
  requestChange,
} from './stages.ts';

/** How the demo went, for programs. */
export interface DemoResult {
  readonly version: 1;
  readonly tickets: number;
  readonly intents: number;
  readonly documents: number;
  readonly published: readonly string[];
  readonly answers: readonly {
    readonly about: string;
    readonly question: string;
    readonly status: string;
    /** Files and `article:<id>` that the answer cites. */
    readonly sources: readonly string[];
  }[];
  readonly seconds: number;
  readonly stages: Readonly<Record<string, number>>;
}

/** Where the demo tells and writes. */
export interface DemoOutput {
  readonly terminal: Terminal;
  readonly blobs: BlobStore;
  readonly report: string;
  readonly timeZone: string;
}

/** The whole story on the sample data: the same calls that everybody makes. */
export async function runDemo(
  ground: DemoGround,
  { terminal, blobs, report, timeZone }: DemoOutput,
): Promise<DemoResult> {
  const { desk, progress } = ground;
  const stages: Record<string, number> = {};
  const stage = async <Outcome>(
    name: string,
    work: () => Promise<Outcome>,
    describe: (outcome: Outcome) => string,
  ): Promise<Outcome> => {
    const started = performance.now();
    const outcome = await work();
    progress.end();
    const seconds = (performance.now() - started) / 1000;
    stages[name] = Math.round(seconds * 1000) / 1000;
    showStage(terminal, Object.keys(stages).length, name, describe(outcome), seconds);
    return outcome;
  };

  const imported = await stage(
    'Import',
    () => importTickets(ground),
    ({ tickets, messages }) => `${plural(tickets, 'ticket')} with ${plural(messages, 'message')}`,
  );
  const discovery = await stage(
    'Discover',
    () => desk.discover(),
    ({ intents, unassigned }) =>
      `${plural(intents.length, 'intent')} found and filed, ${plural(unassigned, 'ticket')} left over`,
  );
  showIntents(terminal, discovery);
  const library = await stage(
    'Documents',
    () => addDocuments(ground),
    ({ documents, pages }) =>
      `${plural(documents, 'document')} with ${plural(pages, 'page')} read and indexed`,
  );
  for (const name of library.unreadable)
    terminal.out(`     ${terminal.paint('yellow', `not fully readable: ${name}`)}`);
  const articles = await stage(
    'Draft',
    () => draftArticles(ground, discovery.intents),
    (drafts) =>
      `${plural(drafts.filter(({ status }) => status === 'in-review').length, 'article')} written from agents' replies and documents`,
  );
  const revised = await stage(
    'Review',
    () => requestChange(ground, articles),
    (found) =>
      found === undefined
        ? 'no article had steps to change'
        : 'one article sent back with a note, and written again',
  );
  if (revised !== undefined) showRevision(terminal, revised);
  const published = await stage(
    'Publish',
    () => publishArticles(ground, articles),
    (found) => `${plural(found.length, 'article')} approved, published and indexed`,
  );
  const answers = await stage(
    'Ask',
    () => askQuestions(ground, published),
    (found) => `${plural(found.length, 'question')} asked`,
  );
  for (const { about, answer } of answers) showQuestion(terminal, about, answer);
  await stage(
    'Report',
    () => writeDemoReport(ground, { blobs, report, timeZone, seconds: sum(stages) }),
    () => report,
  );

  const spend = await readSpend(desk);
  const seconds = sum(stages);
  terminal.out(
    `\n${terminal.paint('bold', `All of it in ${seconds.toFixed(1)} s`)}: ${formatCount(spend.calls)} model calls, ${formatUsd(spend.costUsd)}, nothing left this machine.`,
  );
  return {
    version: 1,
    tickets: imported.tickets,
    intents: discovery.intents.length,
    documents: library.documents,
    published: published.map(({ title }) => title),
    answers: answers.map(({ about, answer }) => ({
      about,
      question: answer.question,
      status: answer.status,
      sources: [
        ...new Set(answer.sentences.flatMap(({ citations }) => citations.map(({ source }) => source))),
      ],
    })),
    seconds,
    stages,
  };
}

async function writeDemoReport(
  { desk }: DemoGround,
  { report, seconds, ...rest }: Omit<DemoOutput, 'terminal'> & { readonly seconds: number },
): Promise<void> {
  const assignments = await readAssignments(desk);
  const tickets = [...assignments.byTicket.values()];
  const data = await readReportData(desk, {
    ...assignments,
    tickets,
    ...rest,
    source: 'Kestovar help desk (sample data)',
    generatedAt: Date.now(),
    seconds,
  });
  await writeOutput(report, renderReport(data));
}

function sum(stages: Readonly<Record<string, number>>): number {
  return Math.round(Object.values(stages).reduce((total, seconds) => total + seconds, 0) * 1000) / 1000;
}
