import { defaultPolicy, type IntentId, type IntentToFile, modelTaxonomy, type RunId } from '@ticket-ai/core';
import { simulatedModels, simulatedOracle } from '@ticket-ai/core/testing';

/** What filing so many new intents by a model costs; SIMULATED: the oracle always agrees with itself, so no third vote is needed. */
export async function modelCalls(count: number): Promise<{ calls: number; tokens: number }> {
  const labels = Array.from({ length: count }, (_, at) => `subject${at % 9} matter${at % 5} question${at}`);
  const oracle = simulatedOracle({
    gold: labels.map((label) => ({ text: `Please help with ${label}`, label })),
  });
  const intents = labels.map(
    (label, at): IntentToFile => ({
      intent: {
        id: `i${at}` as IntentId,
        version: 1,
        name: `Ask about ${label}`,
        nameKey: label,
        nameSource: 'lexical',
        description: '',
        status: 'active',
        terms: [],
        exemplars: [],
        pins: [],
        createdAt: 0,
        createdBy: { kind: 'system', id: 'bench' },
        createdInRun: 'run' as RunId,
      },
      ticketCount: 100,
      examples: [`Please help with ${label}`],
    }),
  );
  const models = await simulatedModels({ model: oracle.model });
  await modelTaxonomy().propose({
    tree: { categories: [], placements: new Map() },
    intents,
    policy: defaultPolicy,
    models,
  });
  const { calls, inputTokens, outputTokens } = oracle.usage();
  return { calls, tokens: inputTokens + outputTokens };
}
