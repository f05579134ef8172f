import type { ChunkId } from '../ids.ts';
import type { RetrievedChunk } from './passage.ts';
import type { ChannelHit } from './retrieval-channel.ts';

/** What one channel found that may be shown, best first. */
export interface ChannelRanking {
  readonly channel: string;
  readonly hits: readonly ChannelHit[];
}

/** Smooths ranks: the first place is worth little more than the second. */
const smoothing = 10;

/**
 * One ranking of several (reciprocal rank fusion, Cormack et al. 2009). What a channel did not find gets nothing from it. Of equals, which two
 * channels that disagree make often, the one that the first channel ranks higher goes first; ids decide last, for they are chance.
 */
export function fuseRankings(rankings: readonly ChannelRanking[]): RetrievedChunk[] {
  const fused = new Map<ChunkId, { score: number; channels: Record<string, number> }>();
  for (const { channel, hits } of rankings) {
    for (const [position, { chunkId }] of hits.entries()) {
      const known = fused.get(chunkId) ?? { score: 0, channels: {} };
      known.score += 1 / (smoothing + position + 1);
      known.channels[channel] = position + 1;
      fused.set(chunkId, known);
    }
  }
  return [...fused]
    .map(([chunkId, found]) => ({ chunkId, ...found }))
    .sort(
      (left, right) =>
        right.score - left.score ||
        byChannels(rankings, left.channels, right.channels) ||
        (left.chunkId < right.chunkId ? -1 : 1),
    );
}

function byChannels(
  rankings: readonly ChannelRanking[],
  left: Readonly<Record<string, number>>,
  right: Readonly<Record<string, number>>,
): number {
  for (const { channel } of rankings) {
    const [one, other] = [left[channel] ?? Number.MAX_VALUE, right[channel] ?? Number.MAX_VALUE];
    if (one !== other) return one - other;
  }
  return 0;
}
