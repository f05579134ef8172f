import { formatCount, formatShare, formatUsd } from '../output/numbers.ts';
import { type Column, renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { points } from './describe-difference.ts';
import type { EvalResult } from './eval-result.ts';

const figures = [
  ['accuracy', 'accuracy', 'one intent per label, best matching'],
  ['AMI', 'ami', 'shared information, adjusted for chance'],
  ['ARI', 'ari', 'pairs together or apart, adjusted for chance'],
  ['NMI', 'nmi', 'rises with the number of intents: never read it alone'],
  ['B3 F1', 'bCubedF1', 'per ticket: purity and completeness of its intent'],
  ['B3 precision', 'bCubedPrecision', 'how pure a ticket finds its intent'],
  ['B3 recall', 'bCubedRecall', 'how much of its kind a ticket finds in its intent'],
  ['homogeneity', 'homogeneity', 'intents hold one label only'],
  ['completeness', 'completeness', 'labels lie in one intent only'],
  ['purity', 'purity', 'share of the largest label in each intent'],
] as const;

/** Shows one result: the figures, then level by level, then the order of the stream and what it cost. */
export function showScores(terminal: Terminal, result: EvalResult): void {
  const { hierarchical, orders, llm } = result;
  terminal.out(
    `${formatCount(result.items)} labelled tickets, label ${result.label}, ${result.seconds.toFixed(1)} s\n`,
  );
  table(
    terminal,
    [{ title: 'Score' }, right('Value'), { title: '' }],
    [
      [
        'intents',
        String(result.predictedClusters),
        `labels: ${result.goldClusters}; ratio ${result.clusterRatio.toFixed(2)}`,
      ],
      ['coverage', formatShare(result.coverage, 1), 'tickets that got an intent'],
      ...figures.map(([name, key, meaning]) => [name, result[key].toFixed(3), meaning]),
      [
        'hierarchical F1',
        hierarchical.f1.toFixed(3),
        `places with all their headings; precision ${hierarchical.precision.toFixed(3)}, recall ${hierarchical.recall.toFixed(3)}`,
      ],
    ],
  );
  showLevels(terminal, result);
  if (orders !== undefined) {
    const spread = ({ mean, sd }: { readonly mean: number; readonly sd: number }) =>
      `${mean.toFixed(3)} ± ${sd.toFixed(3)}`;
    terminal.out(
      `\nAs a stream, ${orders.orders} orders (discovery on the first half, ${formatCount(orders.streamed)} tickets matched): accuracy ${spread(orders.accuracy)}, ARI ${spread(orders.ari)}; ${points(orders.matched.mean)} % of the stream got an intent.`,
    );
  }
  terminal.out(
    llm.calls === 0
      ? '\nNo model was asked.'
      : `\n${formatCount(llm.calls)} model calls, ${formatCount(llm.inputTokens + llm.outputTokens)} tokens, ${formatUsd(llm.costUsd)}: ${formatUsd((1000 * llm.costUsd) / Math.max(1, result.items))} per 1,000 tickets.`,
  );
}

function showLevels(terminal: Terminal, { levels }: EvalResult): void {
  if (levels.every(({ goldClusters }) => goldClusters < 2)) return;
  terminal.out('\nLevel by level: intents, and the taxonomy at the level of the same number\n');
  const rows = levels.flatMap(({ label, goldClusters, intents, taxonomy }) => [
    [label, String(goldClusters), 'intents', '', ...cells(intents)],
    ...(taxonomy === undefined
      ? []
      : [['', '', 'taxonomy', String(taxonomy.predictedClusters), ...cells(taxonomy)]]),
  ]);
  const titles = [
    { title: 'Labels' },
    right('Number'),
    { title: 'Scored' },
    right('Places'),
    right('accuracy'),
    right('ARI'),
    right('AMI'),
  ];
  table(terminal, titles, rows);
}

const cells = ({
  accuracy,
  ari,
  ami,
}: {
  readonly accuracy: number;
  readonly ari: number;
  readonly ami: number;
}) => [accuracy, ari, ami].map((value) => value.toFixed(3));
const right = (title: string): Column => ({ title, align: 'right' });

function table(terminal: Terminal, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  terminal.out(
    renderTable(columns, rows, {
      width: terminal.width,
      paintTitle: (text) => terminal.paint('dim', text),
    }),
  );
}
