/** Where the next run of exactly so many backticks begins, at or after a place; -1 where there is none. Ask from left to right. */
export type BacktickRuns = (length: number, from: number) => number;

/** Looks for the runs once: code of every length in one paragraph costs no more than code of one. */
export function backtickRuns(text: string): BacktickRuns {
  let placesOf: Map<number, readonly number[]> | undefined;
  const passed = new Map<number, number>();
  return (length, from) => {
    placesOf ??= runsByLength(text);
    const places = placesOf.get(length) ?? [];
    let next = passed.get(length) ?? 0;
    while ((places[next] ?? from) < from) next += 1;
    passed.set(length, next);
    return places[next] ?? -1;
  };
}

function runsByLength(text: string): Map<number, readonly number[]> {
  const runs = Map.groupBy(text.matchAll(/`+/gu), ([run]) => run.length);
  return new Map(Array.from(runs, ([length, found]) => [length, found.map(({ index }) => index)]));
}
