import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The cluster of each row of a generated file, by the number in its id; `undefined`: none. */
export async function readClusters(file: string, count: number): Promise<(string | undefined)[]> {
  const clusters = new Array<string | undefined>(count).fill(undefined);
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [, row, cluster] = /^t-(\d+),([^,\s]*)/.exec(line) ?? [];
    if (row !== undefined && cluster !== '') clusters[Number(row)] = cluster;
  }
  return clusters;
}
