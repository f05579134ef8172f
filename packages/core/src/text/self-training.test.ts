import { describe, expect, it } from 'vitest';
import { adjustedRandIndex } from './agreement.ts';
import { seededRandom } from './random.ts';
import { type SelfTrainingInput, selfTrain } from './self-training.ts';
import { runToEnd } from './stepwise.ts';
import { fitVocabulary } from './vocabulary.ts';

const count = 600;
const topics = ['hibernate', 'drupal', 'excel', 'matlab', 'linq', 'svn'];
const fillers = [
  'how to use a list of values',
  'problem with reading the file',
  'best way of writing this',
  'error on large input',
  'what is the difference here',
  'running it twice in a loop',
];

/** Texts whose topic is one word among others, and groups in which a fifth of the texts are misplaced, in each view others. */
function misplaced(told: boolean): SelfTrainingInput & { readonly truth: Int32Array } {
  const random = seededRandom(5);
  const truth = Int32Array.from({ length: count }, () => random.integer(topics.length));
  const texts = Array.from(truth, (topic) => {
    const [first, second] = [fillers[random.integer(6)], fillers[random.integer(6)]];
    return `${first} ${told ? topics[topic] : ''} ${second}`;
  });
  const { matrix, vocabulary } = fitVocabulary(texts);
  const noisy = () => truth.map((topic) => (random.next() < 0.2 ? random.integer(topics.length) : topic));
  return {
    matrix,
    kinds: vocabulary.kinds,
    truth,
    labels: noisy(),
    byWords: noisy(),
    byCharacters: noisy(),
  };
}

describe('selfTrain', () => {
  it('puts misplaced texts right where words tell the group', () => {
    const input = misplaced(true);
    const { labels, rounds } = runToEnd(selfTrain(input));
    expect(rounds).toBeGreaterThan(0);
    expect(adjustedRandIndex(labels, input.truth)).toBeGreaterThan(0.95);
    expect(adjustedRandIndex(input.labels, input.truth)).toBeLessThan(0.75);
  });

  it('leaves groups alone that words do not tell', () => {
    const input = misplaced(false);
    const { labels, rounds } = runToEnd(selfTrain(input));
    expect(rounds).toBe(0);
    expect(labels).toBe(input.labels);
  });
});
