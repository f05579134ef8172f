import type { Answer, Discovery } from '@ticket-ai/core';
import { bar, formatCount, plural } from '../output/numbers.ts';
import type { Terminal } from '../output/terminal.ts';
import { displayWidth, oneLine, pad, truncate } from '../output/width.ts';
import type { Revised } from './stages.ts';

const indent = '     ';

/** Prints one finished stage: number, name, what came of it, how long it took. */
export function showStage(
  { out, paint, width }: Terminal,
  number: number,
  name: string,
  text: string,
  seconds: number,
): void {
  const time = `${seconds.toFixed(1)} s`;
  const room = Math.min(width, 100) - indent.length - 12 - time.length - 2;
  const shown = truncate(text, room);
  out(
    `${paint('green', pad(String(number), 3, 'right'))}  ${paint('bold', pad(name, 11))} ${pad(shown, room)} ${paint('dim', time)}`,
  );
}

/** The largest intents with bars. */
export function showIntents({ out, paint, width }: Terminal, { intents }: Discovery): void {
  const shown = intents.slice(0, 6);
  const most = Math.max(1, ...shown.map(({ ticketCount }) => ticketCount));
  const longest = Math.min(28, Math.max(0, ...shown.map(({ name }) => displayWidth(oneLine(name)))));
  for (const { name, ticketCount, path } of shown) {
    const text = `${pad(truncate(oneLine(name), longest), longest)} ${pad(formatCount(ticketCount), 4, 'right')} ${paint('cyan', pad(bar(ticketCount / most, 8), 8))}`;
    const room = Math.min(width, 100) - indent.length - longest - 16;
    out(`${indent}${text}  ${paint('dim', truncate(path.map(oneLine).join(' > '), room))}`);
  }
  if (intents.length > shown.length)
    out(paint('dim', `${indent}and ${plural(intents.length - shown.length, 'more intent')}`));
}

/** The note of the reviewer and what it changed. */
export function showRevision({ out, paint, width }: Terminal, { title, note, before, after }: Revised): void {
  const room = Math.min(width, 100) - indent.length - 4;
  out(`${indent}${paint('dim', truncate(`${oneLine(title)}: “${note}”`, room))}`);
  for (const step of before)
    if (!after.includes(step)) out(`${indent}${paint('red', truncate(`- ${oneLine(step)}`, room))}`);
  for (const step of after)
    if (!before.includes(step)) out(`${indent}${paint('green', truncate(`+ ${oneLine(step)}`, room))}`);
}

/** Question, answer and what proves it. */
export function showQuestion(
  { out, paint, width }: Terminal,
  about: string,
  { question, status, sentences }: Answer,
): void {
  const room = Math.min(width, 100) - indent.length - 4;
  out(
    `${indent}${paint('bold', truncate(question, room - displayWidth(about) - 3))} ${paint('dim', `(${about})`)}`,
  );
  if (status === 'abstained') {
    out(
      `${indent}  ${paint('yellow', 'Not known.')} ${paint('dim', 'The documents and articles do not say, so nothing is made up.')}`,
    );
    return;
  }
  for (const { text } of sentences) out(`${indent}  ${truncate(oneLine(text), room)}`);
  const citations = sentences.flatMap((sentence) => sentence.citations);
  const places = Map.groupBy(citations, ({ source, title, page }) =>
    source.startsWith('article:') ? `article “${oneLine(title)}”` : `${source}, page ${page}`,
  );
  for (const [place, own] of places) {
    const quote =
      own.length === 1 ? `“${oneLine(own[0]?.quote ?? '')}”` : `${own.length} quotes, all found in it`;
    out(`${indent}  ${paint('dim', truncate(`→ ${place}: ${quote}`, room))}`);
  }
}
