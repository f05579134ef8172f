import { describe, expect, it } from 'vitest';
import { adjustedRandIndex } from './agreement.ts';
import { findCommunitiesAtScale } from './find-communities-at-scale.ts';
import { findCommunitiesOfTexts } from './find-communities-of-texts.ts';
import { inlineParallel } from './parallel.ts';
import { seededRandom, shuffleInPlace } from './random.ts';

const matters = [
  ['card', 'arrived', 'delivery', 'post', 'waiting', 'new', 'bank'],
  ['password', 'forgot', 'reset', 'login', 'remember', 'account', 'sign'],
  ['refund', 'money', 'back', 'returned', 'shoes', 'store', 'order'],
  ['exchange', 'rate', 'currency', 'conversion', 'euro', 'dollar', 'wrong'],
];

function tickets(count: number) {
  const random = seededRandom(5);
  const truth = Int32Array.from({ length: count }, () => random.integer(matters.length));
  const texts = [...truth].map((matter) =>
    Array.from({ length: 5 }, () => matters[matter]![random.integer(7)]!).join(' '),
  );
  return { truth, texts };
}

const limits = { atOnce: 300, sample: 250, perTask: 200 };

describe('groups of many texts', () => {
  const { truth, texts } = tickets(1200);

  it('finds on a sample what holds for all', async () => {
    const { labels, sample, count } = await findCommunitiesAtScale(texts, { targetCount: 4 }, limits);
    expect(sample).toHaveLength(250);
    expect(labels).toHaveLength(1200);
    expect(Math.max(...labels) + 1).toBe(count);
    expect(adjustedRandIndex(labels, truth)).toBeGreaterThan(0.9);
  });

  it('is the same in any order of the texts and cut into any blocks', async () => {
    const { labels } = await findCommunitiesAtScale(texts, { targetCount: 4 }, limits);
    const order = shuffleInPlace(
      Int32Array.from(texts, (_, at) => at),
      seededRandom(3),
    );
    const shuffled = await findCommunitiesAtScale(
      Array.from(order, (at) => texts[at]!),
      { targetCount: 4 },
      { ...limits, perTask: 77 },
    );
    expect(
      adjustedRandIndex(
        shuffled.labels,
        Int32Array.from(order, (at) => labels[at]!),
      ),
    ).toBe(1);
  });

  it('lists neighbours among the sample, none its own text, by all of their words', async () => {
    const { neighbours, sample } = await findCommunitiesAtScale(texts, { targetCount: 4 }, limits);
    const inSample = new Set(sample);
    let [listed, right] = [0, 0];
    for (let row = 0; row < texts.length; row++) {
      for (let at = row * neighbours.k; at < (row + 1) * neighbours.k; at++) {
        const other = neighbours.indices[at]!;
        if (other < 0) break;
        expect(inSample.has(other)).toBe(true);
        expect(texts[other]).not.toBe(texts[row]);
        listed++;
        if (truth[other] === truth[row]) right++;
      }
    }
    expect(right / listed).toBeGreaterThan(0.95);
  });

  it('counts equal texts once: few different ones are grouped at once', async () => {
    const few = Array.from({ length: 900 }, (_, at) => texts[at % 90]!);
    const scaled = await findCommunitiesAtScale(few, {}, limits);
    expect(scaled).toEqual(await findCommunitiesOfTexts(few));
  });

  it('tells how far it is, ever further, and stops when told to', async () => {
    const seen: number[] = [];
    await findCommunitiesAtScale(texts, { onProgress: (done) => seen.push(done) }, limits);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(10);
    const controller = new AbortController();
    const stopped = findCommunitiesAtScale(
      texts,
      {
        parallel: inlineParallel(),
        abortSignal: controller.signal,
        onProgress: (done) => done > 0.5 && controller.abort(new Error('enough')),
      },
      limits,
    );
    await expect(stopped).rejects.toThrow('enough');
  });
});
