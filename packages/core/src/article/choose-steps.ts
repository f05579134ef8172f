import type { ArticleSentence } from './article.ts';
import {
  articleSentence,
  groupSentences,
  type SentenceGroup,
  type Similarity,
  ticketsOf,
} from './group-sentences.ts';
import { hasMask } from './personal-data.ts';
import type { SourceSentence } from './reply-sentences.ts';

/** A numbered or bulleted list of a document. */
interface Procedure {
  readonly items: readonly SourceSentence[];
  /** For each item the agents' actions that say the same. */
  readonly matches: ReadonlyMap<SourceSentence, readonly SentenceGroup[]>;
}

/** How alike an agent's words and a document's step must be to count as the same. */
const sameStep = 0.5;
const mostSteps = 8;
/** A list of another topic may share its first step ("open the order"), but not the words of the intent's name. */
const leastRelevance = 0.5;

/**
 * The steps of an article. When agents' actions of several tickets are steps of a document's list (of one ticket, when
 * the list is plainly on the topic), the list is the backbone, because it is complete and in order; actions of several tickets that it lacks are put in at their usual place. Otherwise the actions that several
 * tickets support and the documents' instructions that an agent gave too, in the order agents give them. Only when those are too few,
 * actions seen once fill up, the most typical first.
 * @param relevance how well the surroundings of a document's sentence fit the topic, 0 to 1
 */
export function chooseSteps(
  actions: readonly SourceSentence[],
  instructions: readonly SourceSentence[],
  similarity: Similarity,
  relevance: (sentence: SourceSentence) => number = () => 1,
): ArticleSentence[] {
  const groups = groupSentences(actions, similarity);
  const procedure = bestProcedure(instructions, groups, similarity, relevance);
  if (procedure !== undefined) return withExtras(procedure, groups);
  const onTopic = instructions.filter((sentence) => relevance(sentence) >= leastRelevance);
  const backed = backedInstructions(onTopic, groups, similarity);
  const covered = new Set(backed.flatMap((group) => group.members));
  const open = groups.filter(({ best }) => !covered.has(best) && !hasMask(best.text));
  const sure = mostSupported([...backed, ...open.filter(({ support }) => support >= 2)]);
  const chosen = sure.length >= 2 ? sure : [...sure, ...mostTypical(open, similarity, 5 - sure.length)];
  return [...chosen]
    .sort((left, right) => left.position - right.position)
    .map(({ best, members }) => articleSentence(best, members));
}

/** Instructions of documents, each with the agents' actions that say the same; at the place where agents say it. */
function backedInstructions(
  instructions: readonly SourceSentence[],
  groups: readonly SentenceGroup[],
  similarity: Similarity,
): SentenceGroup[] {
  const own = instructions.filter(({ role, text }) => role === 'action' && !text.endsWith(':'));
  if (own.length === 0) return [];
  const { matches } = matchItems(own, groups, similarity);
  return [...matches].map(([best, alike]) => {
    const members = [best, ...alike.flatMap((group) => group.members)];
    return { best, members, support: ticketsOf(members).size, position: alike[0]?.position ?? 0 };
  });
}

const mostSupported = (groups: readonly SentenceGroup[]): SentenceGroup[] =>
  [...groups]
    .sort((left, right) => right.support - left.support || left.position - right.position)
    .slice(0, mostSteps);

function bestProcedure(
  items: readonly SourceSentence[],
  groups: readonly SentenceGroup[],
  similarity: Similarity,
  relevance: (sentence: SourceSentence) => number,
): Procedure | undefined {
  const lists = new Map<string, SourceSentence[]>();
  for (const item of items) {
    if (item.list === undefined || item.span.kind !== 'passage') continue;
    const key = `${item.span.chunkId} ${item.list}`;
    lists.set(key, [...(lists.get(key) ?? []), item]);
  }
  const procedures = [...lists.values()]
    .filter((list) => list.length >= 2 && list.length <= 12)
    .map((list) => matchItems(list, groups, similarity));
  const matched = ({ matches }: Procedure) =>
    ticketsOf([...matches.values()].flat().flatMap(({ members }) => members)).size;
  const score = (one: Procedure) => matched(one) * relevance(one.items[0]!);
  const best = procedures.reduce<Procedure | undefined>(
    (top, one) => (top === undefined || score(one) > score(top) ? one : top),
    undefined,
  );
  if (best === undefined) return undefined;
  const fit = relevance(best.items[0]!);
  if (fit < leastRelevance || matched(best) < (fit >= 0.9 ? 1 : 2)) return undefined;
  const instructing = best.items.filter(({ role }) => role === 'action').length / best.items.length;
  return best.matches.size >= 2 || instructing >= 0.6 ? best : undefined;
}

function matchItems(
  items: readonly SourceSentence[],
  groups: readonly SentenceGroup[],
  similarity: Similarity,
): Procedure {
  const matches = new Map<SourceSentence, SentenceGroup[]>();
  for (const group of groups) {
    for (const item of items) {
      if (similarity.contained(item, group.best) < sameStep) continue;
      matches.set(item, [...(matches.get(item) ?? []), group]);
    }
  }
  return { items, matches };
}

/** The list, and between its steps what several tickets did besides. */
function withExtras({ items, matches }: Procedure, groups: readonly SentenceGroup[]): ArticleSentence[] {
  const used = new Set([...matches.values()].flat());
  const extras = mostSupported(
    groups.filter((group) => !used.has(group) && group.support >= 2 && !hasMask(group.best.text)),
  ).slice(0, 3);
  const steps = items.map((item) => {
    const own = matches.get(item) ?? [];
    return {
      sentence: articleSentence(
        item,
        own.flatMap(({ members }) => members),
      ),
      position: own[0]?.position,
    };
  });
  for (const { best, members, position } of extras) {
    const after = steps.findLastIndex((step) => step.position !== undefined && step.position <= position);
    steps.splice(after < 0 ? steps.length : after + 1, 0, {
      sentence: articleSentence(best, members),
      position,
    });
  }
  return steps.map(({ sentence }) => sentence);
}

/** Actions of single tickets: those most like what others wrote, without personal data, no two alike. */
function mostTypical(
  groups: readonly SentenceGroup[],
  similarity: Similarity,
  most: number,
): SentenceGroup[] {
  const single = groups.filter(({ support, best }) => support === 1 && !hasMask(best.text));
  const likeness = (group: SentenceGroup) =>
    groups.reduce(
      (sum, other) => (other === group ? sum : sum + similarity.between(group.best, other.best)),
      0,
    );
  return [...single].sort((left, right) => likeness(right) - likeness(left)).slice(0, Math.max(0, most));
}
