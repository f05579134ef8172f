import { emitKeypressEvents, type Key } from 'node:readline';
import type { Session } from '../command.ts';
import { formatCount, plural } from '../output/numbers.ts';
import { wrapText } from '../output/wrap-text.ts';
import type { ClusteredTicket } from './clustered-tickets.ts';
import { type Judgement, type JudgementFile, verdictOfKey } from './judgement-file.ts';

/** Two tickets to compare. */
export interface ShownPair {
  readonly a: ClusteredTicket;
  readonly b: ClusteredTicket;
}

const person = 'person';
const shownLines = 12;
/** What a person needs for a pair, measured on none: told as a beginning, replaced by the own pace after a few. */
const usualSeconds = 18;

/**
 * Shows pair after pair and takes y, n, ?, u (undo) or q from the keyboard; without a terminal, letters from standard input. Each verdict is
 * kept at once, so stopping loses nothing; what is undone is of this session. The person sees neither intents nor why a pair was drawn: both would lead the eye.
 * @throws `invalid-input` when the file holds the verdicts of a model
 * @returns all judgements on these pairs
 */
export async function askPerson(
  session: Session,
  pairs: readonly ShownPair[],
  file: JudgementFile,
): Promise<readonly Judgement[]> {
  file.requireJudge(person);
  const judgements = [...file.judgements];
  const isJudged = ({ a, b }: ShownPair) => judgements.some((one) => one.a === a.id && one.b === b.id);
  const begun = judgements.length;
  const started = performance.now();
  const keys = openKeys(session);
  try {
    for (;;) {
      const pair = pairs.find((one) => !isJudged(one));
      if (pair === undefined) break;
      const here = judgements.length - begun;
      const pace = here < 5 ? usualSeconds : (performance.now() - started) / 1000 / here;
      const left = pairs.length - judgements.length;
      show(session, pair, {
        at: judgements.length + 1,
        of: pairs.length,
        minutes: Math.max(1, Math.round((left * pace) / 60)),
        clear: keys.isTerminal,
      });
      const key = await keys.next();
      if (key === undefined || key === 'q') break;
      const verdict = verdictOfKey[key];
      if (key === 'u' && here > 0) judgements.pop();
      else if (verdict !== undefined) judgements.push({ a: pair.a.id, b: pair.b.id, verdict, by: person });
      else continue;
      await file.write(judgements);
    }
  } finally {
    keys.close();
  }
  return judgements;
}

function show(
  { terminal }: Session,
  { a, b }: ShownPair,
  {
    at,
    of,
    minutes,
    clear,
  }: { readonly at: number; readonly of: number; readonly minutes: number; readonly clear: boolean },
): void {
  const width = Math.min(terminal.width, 88);
  const dim = (text: string) => terminal.paintNote('dim', text);
  const ticket = (name: string, { subject, text }: ClusteredTicket) => {
    const body = text.startsWith(subject) ? text : [subject, text].filter(Boolean).join('\n');
    const lines = wrapText(body.trim() === '' ? '(no text)' : body, width - 4);
    const cut = lines.length > shownLines ? [...lines.slice(0, shownLines - 1), '…'] : lines;
    return cut
      .map((line, number) => `${number === 0 ? terminal.paintNote('cyan', name) : ' '}   ${line}`)
      .join('\n');
  };
  terminal.fault(
    [
      clear ? '\u001b[2J\u001b[H' : '',
      dim(`Pair ${formatCount(at)} of ${formatCount(of)} · about ${plural(minutes, 'minute')} left`),
      '',
      ticket('1', a),
      '',
      ticket('2', b),
      '',
      `${terminal.paintNote('bold', 'Would one answer serve both?')}   ${dim('y yes · n no · ? cannot tell · u undo · q stop')}`,
    ].join('\n'),
  );
}

interface Keys {
  readonly isTerminal: boolean;
  /** The next letter; `undefined` when there is none any more. */
  next(): Promise<string | undefined>;
  close(): void;
}

function openKeys({ abortSignal }: Session): Keys {
  const { stdin } = process;
  const waiting: string[] = [];
  let ended = false;
  let wake = () => {};
  const push = (letter: string | undefined) => {
    if (letter === undefined) ended = true;
    else waiting.push(letter);
    wake();
  };
  const isTerminal = stdin.isTTY === true;
  const onKey = (text: string | undefined, key: Key) => {
    if (key.ctrl === true && key.name === 'c') push(undefined);
    else push((text ?? '').toLowerCase());
  };
  const onData = (chunk: Buffer | string) => {
    for (const letter of String(chunk).toLowerCase()) if (letter.trim() !== '') push(letter);
  };
  const onEnd = () => push(undefined);
  if (isTerminal) {
    emitKeypressEvents(stdin);
    stdin.setRawMode(true);
    stdin.on('keypress', onKey);
  } else stdin.on('data', onData);
  stdin.on('end', onEnd);
  abortSignal.addEventListener('abort', onEnd);
  stdin.resume();
  return {
    isTerminal,
    async next() {
      while (waiting.length === 0 && !ended)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return waiting.shift();
    },
    close() {
      if (isTerminal) stdin.setRawMode(false);
      stdin.off('keypress', onKey).off('data', onData).off('end', onEnd);
      abortSignal.removeEventListener('abort', onEnd);
      stdin.pause();
    },
  };
}
