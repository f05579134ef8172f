import { type ChannelRanking, fuseRankings } from './fuse-rankings.ts';
import type { ChannelState } from './passage.ts';
import type { ChannelHit, RetrievalChannel } from './retrieval-channel.ts';
import type { Retriever } from './retriever.ts';

/** Below this depth ranks change with how many hits are asked for; above it only time is lost. */
const leastDepth = 50;
const mostDepth = 200;
/** How far a channel is followed when the filter takes away what it finds. */
const lastDepth = 3200;

/**
 * The default retriever: asks every channel to a depth of its own, lets the records take out what may not be shown, and fuses the rest. A
 * channel that fails is reported as degraded, and the others go on.
 * @throws the signal's reason when it is aborted; what the channels threw, when all of them failed
 */
export function fusionRetriever({ channels }: { readonly channels: readonly RetrievalChannel[] }): Retriever {
  return {
    name: `fusion(${channels.map(({ name }) => name).join('+')})@1`,
    indexes: [...new Set(channels.flatMap(({ index }) => index ?? []))],
    async retrieve(request) {
      const outcomes = await Promise.allSettled(channels.map((channel) => askChannel(channel, request)));
      request.abortSignal?.throwIfAborted();
      const states: Record<string, ChannelState[string]> = {};
      const rankings: ChannelRanking[] = [];
      for (const [position, { name }] of channels.entries()) {
        const outcome = outcomes[position]!;
        states[name] = stateOf(outcome);
        if (outcome.status === 'fulfilled' && outcome.value !== undefined)
          rankings.push({ channel: name, hits: outcome.value });
      }
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (rankings.length === 0 && failed !== undefined) throw failed.reason;
      return { hits: fuseRankings(rankings).slice(0, request.topK), channels: states };
    },
  };
}

const stateOf = (outcome: PromiseSettledResult<readonly ChannelHit[] | undefined>): ChannelState[string] =>
  outcome.status === 'rejected' ? 'degraded' : outcome.value === undefined ? 'off' : 'ok';

/** What a channel finds and the records confirm; deeper when too little is left. */
async function askChannel(
  channel: RetrievalChannel,
  request: Parameters<Retriever['retrieve']>[0],
): Promise<readonly ChannelHit[] | undefined> {
  const { topK, confirm, ...rest } = request;
  const wanted = Math.max(leastDepth, Math.min(5 * topK, mostDepth), topK);
  for (let depth = wanted; ; depth *= 4) {
    const found = await channel.retrieve({ ...rest, topK: depth });
    if (found === undefined || confirm === undefined) return found;
    const confirmed = await confirm(found.map(({ chunkId }) => chunkId));
    const hits = found.filter(({ chunkId }) => confirmed.has(chunkId));
    if (hits.length >= topK || found.length < depth || depth >= lastDepth) return hits;
  }
}
