import { describe, expect, it } from 'vitest';
import { adjustedRandIndex } from './agreement.ts';
import { findCommunitiesOfTexts } from './find-communities-of-texts.ts';
import { seededRandom, shuffleInPlace } from './random.ts';

const topics = [
  [
    'card',
    'has not arrived',
    'still waiting for',
    'delivery of',
    'the bank card',
    'my new card',
    'in the post',
  ],
  ['password', 'forgot', 'reset', 'cannot remember', 'the login password', 'my password', 'for the account'],
  [
    'refund',
    'asked for',
    'waiting for',
    'did not get',
    'a refund',
    'my money back',
    'for the returned shoes',
  ],
  [
    'exchange rate',
    'what is',
    'how is',
    'wrong',
    'the exchange rate',
    'the conversion',
    'for foreign currency',
  ],
  ['invoice', 'send me', 'download', 'where is', 'the invoice', 'a receipt', 'for last month'],
  ['subscription', 'cancel', 'stop', 'end', 'the subscription', 'my plan', 'before the renewal'],
];

function tickets(count: number, seed: number) {
  const random = seededRandom(seed);
  const truth = Int32Array.from({ length: count }, () => random.integer(topics.length));
  const pick = (topic: readonly string[], from: number, to: number) =>
    topic[from + random.integer(to - from)]!;
  const fillers = [
    'please',
    'hello',
    'today',
    'again',
    'now',
    'since monday',
    'I think',
    'help me',
    'urgent',
    'thanks',
  ];
  const texts = [...truth].map((label) => {
    const topic = topics[label]!;
    return [
      pick(fillers, 0, 10),
      pick(topic, 1, 4),
      pick(topic, 4, 6),
      pick([...topic, topic[0]!], 5, 8),
      pick(fillers, 0, 10),
      random.integer(90),
    ].join(' ');
  });
  return { texts, truth };
}

describe('findCommunitiesOfTexts', () => {
  const { texts, truth } = tickets(400, 1);

  it('finds the topics without being told their number', async () => {
    const { labels, count, confidence, curve, neighbours } = await findCommunitiesOfTexts(texts);
    expect(adjustedRandIndex(labels, truth)).toBeGreaterThan(0.6);
    expect(count).toBeGreaterThanOrEqual(5);
    expect(confidence).toBeGreaterThan(0.3);
    expect(curve.length).toBeGreaterThan(10);
    expect(neighbours.indices).toHaveLength(texts.length * neighbours.k);
  });

  it('finds a wanted number of groups', async () => {
    const { labels, count } = await findCommunitiesOfTexts(texts, { targetCount: 6 });
    expect(count).toBe(6);
    expect(adjustedRandIndex(labels, truth)).toBeGreaterThan(0.7);
  });

  it('finds about half or twice as many when asked for coarse or fine groups', async () => {
    const counts = await Promise.all(
      (['coarse', 'default', 'fine'] as const).map(
        async (granularity) => (await findCommunitiesOfTexts(texts, { granularity })).count,
      ),
    );
    const [coarse, found, fine] = counts as [number, number, number];
    expect(coarse).toBeGreaterThanOrEqual(Math.floor(0.4 * found));
    expect(coarse).toBeLessThanOrEqual(Math.ceil(0.6 * found));
    expect(fine).toBeGreaterThanOrEqual(Math.floor(1.6 * found));
    expect(fine).toBeLessThanOrEqual(Math.ceil(2.4 * found));
  });

  it('gives the same groups for the same texts in any order', async () => {
    const order = shuffleInPlace(
      Int32Array.from(texts, (_, i) => i),
      seededRandom(8),
    );
    const { labels } = await findCommunitiesOfTexts(texts);
    const { labels: shuffled } = await findCommunitiesOfTexts(Array.from(order, (at) => texts[at]!));
    expect(shuffled).toEqual(order.map((at) => labels[at]!));
  });

  it('puts equal texts into one group', async () => {
    const { labels } = await findCommunitiesOfTexts([...texts, ...texts.map((text) => text.toUpperCase())]);
    expect(labels.slice(0, texts.length)).toEqual(labels.slice(texts.length));
  });

  it.each([
    [[]],
    [['one']],
    [['', '']],
    [['one', 'two']],
    [['same', 'same', 'same']],
    [['?', '!', 'a', 'card lost', 'lost card']],
  ])('bears tiny inputs: %j', async (few) => {
    const { labels, count } = await findCommunitiesOfTexts(few);
    expect(labels).toHaveLength(few.length);
    expect(Math.max(-1, ...labels)).toBeLessThan(count || 1);
    expect((await findCommunitiesOfTexts(few, { targetCount: 3 })).labels).toHaveLength(few.length);
  });

  it('stops when aborted and reports progress that only grows', async () => {
    const progress: number[] = [];
    await findCommunitiesOfTexts(texts, { onProgress: (done) => progress.push(done) });
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    const abort = new AbortController();
    const run = findCommunitiesOfTexts(texts, {
      abortSignal: abort.signal,
      onProgress: (done) => done > 0.05 && abort.abort(new Error('enough')),
    });
    await expect(run).rejects.toThrow('enough');
  });

  it('gives way to other work while it runs', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await findCommunitiesOfTexts(tickets(1500, 2).texts);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });
});
