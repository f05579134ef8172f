import { formatShare, plural } from '../output/numbers.ts';
import { renderTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import type { IntentStability, StabilityReport } from './measure-stability.ts';

/** Shares from which an intent counts as staying together, or among itself. */
const whole = 0.75;

/** Shows how much rests on stable intents, every intent with its stability, and what to do about the unstable ones. */
export function showStability(
  terminal: Terminal,
  { tickets, inStable, silhouette, intents, resamples }: StabilityReport & { readonly resamples: number },
): void {
  const count = (verdict: IntentStability['verdict']) =>
    intents.filter((intent) => intent.verdict === verdict).length;
  terminal.out(
    `\n${plural(intents.length, 'intent')} in ${plural(tickets, 'ticket')}, clustered again ${resamples} times with 80 % of the tickets.\n` +
      `${formatShare(inStable, 1)} of the tickets lie in stable intents: ${count('stable')} stable, ${count('doubtful')} doubtful, ${count('unstable')} unstable. ` +
      `Neighbour silhouette ${silhouette.toFixed(2)}.\n`,
  );
  const right = (title: string) => ({ title, align: 'right' as const });
  terminal.out(
    renderTable(
      [
        { title: 'Intent', shrinkTo: 20 },
        right('Tickets'),
        right('Stability'),
        right('Silhouette'),
        { title: '' },
      ],
      intents.map(({ name, tickets: size, jaccard, silhouette: own, verdict }) => [
        name,
        String(size),
        jaccard.toFixed(2),
        own.toFixed(2),
        verdict,
      ]),
      { width: terminal.width, paintTitle: (text) => terminal.paint('dim', text) },
    ),
  );
  const unstable = intents.filter(({ verdict }) => verdict === 'unstable');
  if (unstable.length === 0) return;
  terminal.out(`\nNot to be believed without a look (least stable first):`);
  for (const intent of unstable) terminal.out(`- ${intent.name}: ${advise(intent)}`);
}

/** What became of it, and what to do. */
export function advise({ kept, pure, partner }: IntentStability): string {
  const joined =
    partner === undefined || pure >= whole
      ? undefined
      : `it runs together with "${partner.name}" (${formatShare(partner.share, 1)} of what is found in its place)`;
  if (joined !== undefined && kept >= whole)
    return `${joined}. Read ten tickets of each: merge them, or keep them apart if the answers differ.`;
  if (kept < whole && pure >= whole)
    return `on average only ${formatShare(kept, 1)} of it stays together. It may hold several matters: read twenty of its tickets and split it, or cluster finer.`;
  if (joined !== undefined)
    return `${joined}, and only ${formatShare(kept, 1)} of it stays together. Its tickets lie between other intents: move them by hand, or leave them out.`;
  return 'its tickets are found in other company each time. Read them before you rely on it.';
}
