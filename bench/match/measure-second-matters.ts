import { type IntentId, lexicalClusterer } from '@ticket-ai/core';
import type { LabelledSet } from '../intents/labelled-set.ts';
import { firstOfEach, type LabelledText, splitSet } from './labelled-texts.ts';
import { catalogueOf } from './measure-matching.ts';

/** How tickets of two matters fare, made by joining two tickets of different labels; and tickets of one matter beside them. */
export interface SecondMatterResult {
  /** The first intent is one of the two. */
  readonly first: number;
  /** Both are found, in any order. */
  readonly both: number;
  /** A second intent is named, and it is neither of the two. */
  readonly wrong: number;
  /** Tickets of one matter that get a second one. */
  readonly falseAlarms: number;
}

const joints = [' ', ' Also, ', '. And another thing: ', ' and also '];
/** As the matching stage does. */
const threshold = 0.6;

/** Joins test tickets in pairs and matches them. */
export async function measureSecondMatters(
  set: LabelledSet,
  shots: number,
): Promise<SecondMatterResult | undefined> {
  const { train, test } = splitSet(set, 1);
  const exemplars = firstOfEach(train, shots);
  const labels = [...exemplars].filter(([, own]) => own.length >= shots).map(([label]) => label);
  const known = test.filter(({ label }) => labels.includes(label)).slice(0, 1000);
  if (labels.length < 4) return undefined;
  const pairs: { readonly ticket: LabelledText; readonly labels: readonly string[] }[] = [];
  for (let at = 0; at + 1 < known.length; at += 2) {
    const [a, b] = [known[at], known[at + 1]];
    if (a === undefined || b === undefined || a.label === b.label) continue;
    const text = `${a.text}${joints[(at / 2) % joints.length]}${b.text}`;
    pairs.push({ ticket: { ...a, text }, labels: [a.label, b.label] });
  }
  const clusterer = lexicalClusterer();
  const catalogue = catalogueOf(labels, exemplars);
  const match = async (tickets: readonly LabelledText[]) =>
    (await clusterer.assign({ tickets, catalogue })).decisions.map(({ candidates, secondary }) => ({
      first: candidates[0]?.intentId,
      second: secondary !== undefined && secondary.score >= threshold ? secondary.intentId : undefined,
    }));
  const joined = await match(pairs.map(({ ticket }) => ticket));
  const single = await match(known);
  const share = (count: number, of: number) => count / Math.max(1, of);
  const isOne = (id: IntentId | undefined, row: number) => pairs[row]?.labels.includes(id ?? '') ?? false;
  return {
    first: share(joined.filter(({ first }, row) => isOne(first, row)).length, joined.length),
    both: share(
      joined.filter(({ first, second }, row) => isOne(first, row) && isOne(second, row)).length,
      joined.length,
    ),
    wrong: share(
      joined.filter(({ second }, row) => second !== undefined && !isOne(second, row)).length,
      joined.length,
    ),
    falseAlarms: share(single.filter(({ second }) => second !== undefined).length, single.length),
  };
}
