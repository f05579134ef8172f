import type { CommandGroup } from '../command.ts';
import { evalAnswers } from '../evaluation/eval-answers.ts';
import { evalArticles } from '../evaluation/eval-articles.ts';
import { evalCompare } from '../evaluation/eval-compare.ts';
import { evalGate } from '../evaluation/eval-gate.ts';
import { evalIntents } from '../evaluation/eval-intents.ts';
import { evalPairs } from '../evaluation/eval-pairs.ts';
import { evalRetrieval } from '../evaluation/eval-retrieval.ts';
import { evalStability } from '../evaluation/eval-stability.ts';

/** `ticket-ai eval` */
export const evaluate: CommandGroup = {
  commands: {
    intents: evalIntents,
    compare: evalCompare,
    gate: evalGate,
    pairs: evalPairs,
    stability: evalStability,
    retrieval: evalRetrieval,
    answers: evalAnswers,
    articles: evalArticles,
  },
};
