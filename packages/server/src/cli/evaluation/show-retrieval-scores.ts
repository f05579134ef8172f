import { formatCount, plural } from '../output/numbers.ts';
import { type Column, renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import type { RetrievalResult } from './retrieval-result.ts';

/** Shows how well the right documents are found, and for which questions they are not. */
export function showRetrievalScores(terminal: Terminal, result: RetrievalResult): void {
  const { documents, questions, seconds, scores, tags, verdicts } = result;
  terminal.out(
    `${formatCount(documents)} documents indexed in ${seconds.index.toFixed(1)} s, ${formatCount(questions)} questions asked in ${seconds.ask.toFixed(1)} s\n`,
  );
  table(
    terminal,
    ['First', 'nDCG', 'Recall', 'Hit rate', 'MRR'].map(number),
    scores.map(({ k, ndcg, recall, hitRate, mrr }) => [
      String(k),
      ...[ndcg, recall, hitRate, mrr].map(figure),
    ]),
  );
  const named = Object.entries(tags);
  if (named.length > 0) {
    terminal.out('\nBy tag\n');
    table(
      terminal,
      [{ title: 'Tag' }, number('Questions'), number('nDCG@10'), number('Recall@5')],
      named.map(([tag, { questions: count, ndcg, recall }]) => [
        tag,
        String(count),
        figure(ndcg),
        figure(recall),
      ]),
    );
  }
  const missed = verdicts.filter(({ recall }) => recall === 0);
  if (missed.length === 0) return;
  const shown = missed
    .slice(0, 10)
    .map(({ id, rank }) => `${id} (${rank === undefined ? 'not found' : `place ${rank}`})`);
  terminal.out(
    `\n${plural(missed.length, 'question')} without the right document among the first five: ${shown.join(', ')}${missed.length > shown.length ? ', …' : ''}`,
  );
}

const figure = (value: number): string => value.toFixed(3);
const number = (title: string): Column => ({ title, align: 'right' });

function table(terminal: Terminal, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  terminal.out(
    renderTable(columns, rows, { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) }),
  );
}
