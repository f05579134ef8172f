import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { seededRandom } from '@ticket-ai/core';
import { parse } from 'csv-parse/sync';

/** A real ticket with its gold label. */
export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

/** The labelled tickets of some CSV files; labels carry the file's place, so that two sets never share one. */
export function readLabelled(files: readonly string[]): LabelledText[] {
  return files.flatMap((file, place) => {
    const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true });
    return rows.flatMap(({ subject = '', body = '', label_l3, label_l2, label_l1 }) => {
      const text = `${subject} ${body}`.trim();
      const label = label_l3 || label_l2 || label_l1;
      return text === '' || label === undefined ? [] : [{ text, label: `${place} ${label}` }];
    });
  });
}

/** Share of the words of a ticket that are changed; at least two of them. */
const noise = 0.15;

/**
 * Writes a CSV of `count` tickets made of real ones by word-level noise, and gives the label of each row. Every round goes through all
 * tickets in another order; in the first round they are left as they are. Same seed, same file.
 */
export function writeNoisyTickets(
  file: string,
  tickets: readonly LabelledText[],
  { count, seed = 1 }: { readonly count: number; readonly seed?: number },
): string[] {
  const random = seededRandom(seed);
  const words = tickets.map(({ text }) => text.split(/\s+/));
  const anyWord = () => {
    const from = words[random.integer(words.length)]!;
    return from[random.integer(from.length)]!;
  };
  const order = Int32Array.from(words, (_, at) => at);
  const labels: string[] = [];
  const handle = openSync(file, 'w');
  let lines = 'id,body\n';
  for (let row = 0; row < count; row++) {
    const inRound = row % order.length;
    if (inRound === 0) {
      for (let last = order.length - 1; last > 0; last--) {
        const other = random.integer(last + 1);
        [order[last], order[other]] = [order[other]!, order[last]!];
      }
    }
    const at = order[inRound]!;
    const text = row < order.length ? words[at]! : disturb(words[at]!, anyWord, random.integer);
    labels.push(tickets[at]!.label);
    lines += `t-${row},"${text.join(' ').replaceAll('"', '""')}"\n`;
    if (lines.length < 1 << 20) continue;
    writeSync(handle, lines);
    lines = '';
  }
  writeSync(handle, lines);
  closeSync(handle);
  return labels;
}

/** Words replaced by words of other tickets, added, left out, mistyped, changed with their neighbour: each as likely. */
function disturb(
  words: readonly string[],
  anyWord: () => string,
  integer: (limit: number) => number,
): string[] {
  const changed = [...words];
  const edits = Math.max(2, Math.round(words.length * noise));
  for (let edit = 0; edit < edits; edit++) {
    const at = integer(changed.length);
    const kind = integer(5);
    if (kind === 0) changed[at] = anyWord();
    else if (kind === 1) changed.splice(at, 0, anyWord());
    else if (kind === 2 && changed.length > 3) changed.splice(at, 1);
    else if (kind === 3) changed[at] = mistype(changed[at]!, integer);
    else changed.splice(Math.max(0, at - 1), 0, ...changed.splice(at, 1));
  }
  return changed;
}

function mistype(word: string, integer: (limit: number) => number): string {
  const at = integer(word.length);
  return `${word.slice(0, at)}${word.slice(at + 1, at + 2)}${word.slice(at, at + 1)}${word.slice(at + 2)}`;
}
