import { describe, expect, it } from 'vitest';
import { seededRandom } from '../text/random.ts';
import { compareClusterings, comparedFigures } from './compare-clusterings.ts';

const items = 400;
const gold = Int32Array.from({ length: items }, (_, item) => item % 8);

/** Gold with a share of the items moved to the next cluster. */
function withErrors(share: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  return gold.map((label) => (random.next() < share ? (label + 1) % 8 : label));
}

describe('compareClusterings', () => {
  it('sees no difference between a clustering and itself', async () => {
    const before = withErrors(0.2, 1);
    const compared = await compareClusterings(
      { gold, before, after: before.map((label) => label + 5) },
      { samples: 50 },
    );
    for (const figure of comparedFigures)
      expect(compared[figure]).toMatchObject({ difference: 0, low: 0, high: 0 });
  });

  it('is sure of a clear difference and unsure of a small one', async () => {
    const clear = await compareClusterings(
      { gold, before: withErrors(0.4, 1), after: withErrors(0.1, 2) },
      { samples: 100 },
    );
    expect(clear.accuracy.low).toBeGreaterThan(0.2);
    expect(clear.ari.low).toBeGreaterThan(0);
    const small = await compareClusterings(
      { gold, before: withErrors(0.2, 1), after: withErrors(0.2, 2) },
      { samples: 100 },
    );
    expect(small.accuracy.low).toBeLessThan(0);
    expect(small.accuracy.high).toBeGreaterThan(0);
    const turned = await compareClusterings(
      { gold, before: withErrors(0.1, 2), after: withErrors(0.4, 1) },
      { samples: 100 },
    );
    expect(turned.accuracy.difference).toBeCloseTo(-clear.accuracy.difference, 12);
  });

  it('has intervals as wide as theory says for a mean', async () => {
    // Accuracy is a mean of hits while the matching stands: its paired difference has a known standard error.
    const [before, after] = [withErrors(0.3, 3), withErrors(0.2, 4)];
    const hits = gold.map((label, item) => Number(after[item] === label) - Number(before[item] === label));
    const mean = hits.reduce((sum, hit) => sum + hit, 0) / items;
    const variance = [...hits].reduce((sum, hit) => sum + (hit - mean) ** 2, 0) / (items - 1);
    const { difference, low, high } = (await compareClusterings({ gold, before, after }, { samples: 2000 }))
      .accuracy;
    expect(difference).toBeCloseTo(mean, 12);
    expect((high - low) / (2 * 1.96 * Math.sqrt(variance / items))).toBeCloseTo(1, 1);
  });

  it('gives the same for the same seed', async () => {
    const pair = { gold, before: withErrors(0.3, 1), after: withErrors(0.2, 2) };
    const run = (seed: number) => compareClusterings(pair, { samples: 20, seed });
    expect(await run(1)).toEqual(await run(1));
    expect(await run(1)).not.toEqual(await run(2));
  });

  it('tells how far it is, and stops between resamples', async () => {
    const pair = { gold, before: withErrors(0.3, 1), after: withErrors(0.2, 2) };
    const stop = new AbortController();
    const progress: string[] = [];
    const compared = compareClusterings(pair, {
      samples: 40,
      abortSignal: stop.signal,
      onProgress(done, total) {
        progress.push(`${done}/${total}`);
        if (done === 3) stop.abort(new Error('enough'));
      },
    });
    await expect(compared).rejects.toThrow('enough');
    expect(progress).toEqual(['1/40', '2/40', '3/40']);
  });
});
