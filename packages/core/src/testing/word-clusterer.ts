import type { Clusterer, ClusterPlan, TicketText } from '../intent/clusterer.ts';

/**
 * A clusterer for tests that need intents, not quality: one group per word that `wordOf` reads in a text, none for the empty word. Matching is by
 * the same word, which an intent keeps when its exemplars were erased. `think` is awaited before each answer, so that a test decides when it comes.
 */
export function wordClusterer(
  wordOf: (text: string) => string = (text) => text.split(/\s/)[0] ?? '',
  think: (what: 'discover' | 'assign') => Promise<void> = async () => undefined,
): Clusterer {
  return {
    name: 'word@1',
    async discover({ tickets }) {
      await think('discover');
      return groupByWord(tickets, wordOf);
    },
    async assign({ tickets, catalogue }) {
      await think('assign');
      const known = new Map(
        catalogue.intents.flatMap(({ intentId, terms, exemplars }) =>
          [...terms, ...exemplars.map(({ text }) => wordOf(text))].map((word) => [word, intentId] as const),
        ),
      );
      return {
        decisions: tickets.map(({ ticketId, text }) => {
          const intentId = known.get(wordOf(text));
          return {
            ticketId,
            candidates: intentId === undefined ? [] : [{ intentId, score: 0.9 }],
            noneScore: intentId === undefined ? 0.9 : 0.1,
            reason: 'by its word',
          };
        }),
      };
    },
  };
}

function groupByWord(tickets: readonly TicketText[], wordOf: (text: string) => string): ClusterPlan {
  const groups = Map.groupBy(tickets, ({ text }) => wordOf(text));
  const unnamed = groups.get('') ?? [];
  groups.delete('');
  return {
    intents: [...groups].map(([word, members]) => ({
      name: word,
      nameSource: 'lexical',
      description: `About ${word}`,
      terms: [word],
      members: members.map(({ ticketId }) => ({ ticketId, confidence: 0.9 })),
    })),
    unassigned: unnamed.map(({ ticketId }) => ({ ticketId, code: 'no-word', reason: 'It has no word.' })),
    notes: [],
  };
}
