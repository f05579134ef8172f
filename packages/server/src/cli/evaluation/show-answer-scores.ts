import { plural } from '../output/numbers.ts';
import { type Column, renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import type { AnswerResult } from './answer-result.ts';

const figures = [
  ['answered', 'answered', 'answerable questions that got an answer'],
  ['right', 'right', 'answerable questions that got the right one'],
  ['false answers', 'falseAnswers', 'unanswerable questions that got an answer all the same'],
  ['right document', 'rightDocument', 'of the answered: cite the document that holds the answer'],
  ['quote overlap', 'quoteOverlap', 'of the answered: words of the known quote that are cited'],
  ['says it', 'saysIt', 'of the answered: all they must, nothing they must not'],
  ['precision', 'precision', 'of everything that was answered: right'],
  ['quote validity', 'quoteValidity', 'cited quotes that stand where they say'],
] as const;

/** Points of the curve that a person looks at. */
const shownPoints = [0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Shows how good the answers are, how sure they know it, and where they are weak. */
export function showAnswerScores(terminal: Terminal, result: AnswerResult): void {
  terminal.out(
    `${plural(result.questions, 'question')} (${result.answerable} answerable, ${result.unanswerable} not) about ${plural(result.documents, 'document')}${result.tickets === 0 ? '' : ` and ${plural(result.tickets, 'ticket')}`}; ${result.seconds.answer.toFixed(1)} s\n`,
  );
  table(
    terminal,
    [{ title: 'Score' }, right('Value'), { title: '' }],
    [
      ...figures.map(([name, key, meaning]) => [name, percent(result[key]), meaning]),
      [
        'calibration error',
        result.calibrationError?.toFixed(3) ?? '–',
        'mean distance of confidence and share of right answers (ECE)',
      ],
    ],
  );
  terminal.out(
    '\nWhen only the surest are answered, and what a threshold on the best single search score does\n',
  );
  const points = shownPoints.flatMap(
    (share) => result.curve.find(({ answered }) => answered >= share - 1e-9) ?? [],
  );
  table(
    terminal,
    [
      right('Answered'),
      right('Confidence'),
      right('Not right'),
      right('False'),
      right('Threshold: false'),
      { title: 'on' },
    ],
    [...new Set(points)].map((point) => {
      const rule = result.against.find(({ answered }) => answered === point.answered)?.threshold;
      return [
        percent(point.answered),
        point.confidence.toFixed(2),
        percent(point.risk),
        percent(point.falseAnswers),
        percent(rule?.falseAnswers),
        rule?.score ?? '',
      ];
    }),
  );
  const tags = Object.entries(result.tags);
  if (tags.length === 0) return;
  terminal.out('\nBy tag\n');
  table(
    terminal,
    [{ title: 'Tag' }, right('Questions'), right('Answered'), right('Right'), right('False')],
    tags.map(([tag, score]) => [
      tag,
      String(score.questions),
      percent(score.answered),
      percent(score.right),
      percent(score.falseAnswers),
    ]),
  );
}

const percent = (share: number | undefined) => (share === undefined ? '–' : `${(100 * share).toFixed(1)} %`);
const right = (title: string): Column => ({ title, align: 'right' });

function table(terminal: Terminal, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  terminal.out(
    renderTable(columns, rows, {
      width: terminal.width,
      paintTitle: (text) => terminal.paint('dim', text),
    }),
  );
}
