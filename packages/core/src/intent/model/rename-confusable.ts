import { mostCentral } from '../../text/choose-exemplars.ts';
import { tokenise } from '../../text/tokenise.ts';
import { disambiguateNames } from './disambiguate-names.ts';
import { type DiscoveredIntents, type FoundId, numberOf } from './discovered-intents.ts';
import type { Asker } from './question-budget.ts';
import type { NamedIntent } from './show-catalogue.ts';
import { type Evidence, rowsToShow, type Sorting, ticketsOf } from './sorting.ts';

/** Share of common words from which on two names are easily taken for each other. */
const confusable = 0.6;
/** Names that go well into one call. */
const namesPerCall = 24;
const ticketsShown = 3;

/** Has a model rename intents whose names are easily taken for each other, together, so that each says what the others do not. One call at most. */
export async function renameConfusable(
  evidence: Evidence,
  sorting: Sorting,
  {
    intents,
    asker,
    abortSignal,
  }: { readonly intents: DiscoveredIntents; readonly asker: Asker; readonly abortSignal?: AbortSignal },
): Promise<void> {
  const rows = rowsToShow(sorting);
  const used = intents.catalogue().filter(({ intentId }) => rows.has(numberOf(intentId)));
  const chosen = confusableNames(used).slice(0, namesPerCall);
  if (chosen.length < 2) return;
  const names = await asker.ask((models) =>
    disambiguateNames({
      models,
      intents: chosen.map(({ intentId, name }) => ({
        name,
        tickets: ticketsOf(
          evidence,
          mostCentral(evidence.matrix, rows.get(numberOf(intentId)) ?? [], ticketsShown),
        ),
      })),
      taken: used.filter((intent) => !chosen.includes(intent)).map(({ name }) => name),
      ...(abortSignal === undefined ? {} : { abortSignal }),
    }),
  );
  for (const [at, { intentId }] of chosen.entries()) {
    const naming = names?.[at];
    if (naming !== undefined) intents.rename(numberOf(intentId), naming);
  }
}

/** Intents with a name most of whose words another one has too, in the order of their making. */
function confusableNames(intents: readonly NamedIntent<FoundId>[]): readonly NamedIntent<FoundId>[] {
  const words = intents.map(({ name }) => new Set(tokenise(name, { withoutStopWords: true })));
  return intents.filter((_, at) =>
    words.some((other, place) => place !== at && likeness(words[at] ?? new Set(), other) >= confusable),
  );
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return a.intersection(b).size / Math.max(1, a.union(b).size);
}
