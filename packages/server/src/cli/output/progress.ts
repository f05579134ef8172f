import type { Progress } from '@ticket-ai/core';
import { formatCount, formatSeconds } from './numbers.ts';
import type { Terminal } from './terminal.ts';
import { truncate } from './width.ts';

/** Shows how far long work is. */
export interface ProgressLine {
  update(progress: Progress): void;
  /** Removes the line from the terminal. */
  end(): void;
}

/** A person sees ten updates a second; a log gets a line every five seconds. */
const refreshMs = { terminal: 100, log: 5000 };

const titles: Readonly<Record<string, string>> = {
  read: 'Reading tickets',
  ingest: 'Taking tickets in',
  import: 'Importing tickets',
  discover: 'Finding intents',
  index: 'Indexing',
  documents: 'Adding documents',
  articles: 'Writing articles',
  search: 'Searching',
  answer: 'Answering',
  report: 'Writing the report',
  judge: 'Judging pairs',
  compare: 'Comparing results',
};

/** One line with rate and remaining time: rewritten in place on a terminal, a plain line every five seconds elsewhere. */
export function progressLine(
  terminal: Pick<Terminal, 'noteStream' | 'quiet'>,
  now: () => number = Date.now,
): ProgressLine {
  const stream = terminal.noteStream;
  const live = stream.isTTY === true;
  const pause = live ? refreshMs.terminal : refreshMs.log;
  let stage = '';
  let startedAt = 0;
  let shownAt = now();
  let visible = false;

  return {
    update(progress) {
      if (terminal.quiet) return;
      const time = now();
      if (progress.stage !== stage) {
        stage = progress.stage;
        startedAt = time;
        if (live) shownAt = 0;
      }
      if (time - shownAt < pause) return;
      shownAt = time;
      const line = describeProgress(progress, (time - startedAt) / 1000);
      stream.write(live ? `\r\x1b[2K${truncate(line, Math.max(20, stream.columns) - 1)}` : `${line}\n`);
      visible = live;
    },
    end() {
      if (visible) stream.write('\r\x1b[2K');
      visible = false;
      stage = '';
    },
  };
}

/** Stage, step, how much of how much, how fast, how long still. Shares (a total of 1) are shown in percent. */
export function describeProgress({ stage, step, done, total }: Progress, seconds: number): string {
  const isShare = total === 1 && !(done > 1);
  const amount = isShare
    ? `${Math.floor(done * 100)} %`
    : total === undefined
      ? formatCount(done)
      : `${formatCount(done)} of ${formatCount(total)} (${Math.floor((100 * done) / Math.max(1, total))} %)`;
  const parts = [`${titles[stage] ?? stage}${step === undefined ? '' : `: ${step}`}`, amount];
  if (!isShare && seconds >= 1 && done > 0)
    parts.push(`${formatCount(Math.round(done / seconds))} per second`);
  if (total !== undefined && seconds >= 2 && done > 0 && done < total) {
    parts.push(`about ${formatSeconds(Math.max(1, Math.round((seconds * (total - done)) / done)))} left`);
  }
  return parts.join(' · ');
}
