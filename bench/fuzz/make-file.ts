import { seededRandom } from '@ticket-ai/core';
import { bombs } from './bombs.ts';
import {
  anywhere,
  inMarkup,
  inPage,
  inPdf,
  inText,
  inZip,
  type Mutation,
  pick,
  type Random,
} from './mutations.ts';
import type { Format, Source, Sources } from './sources.ts';
import { inWord } from './word-mutations.ts';

/** A file to be read, and how it came about. */
export interface FuzzFile {
  readonly number: number;
  readonly format: Format;
  readonly story: string;
  readonly bytes: Uint8Array;
}

/** PDF and Word files are the most complicated ones, and get the largest shares. */
const shares: readonly Format[] = ['pdf', 'pdf', 'pdf', 'docx', 'docx', 'html', 'html', 'md', 'csv', 'txt'];
const bombShare = 0.06;
const mutations: Readonly<Record<Format, Readonly<Record<string, Mutation>>>> = {
  pdf: { ...anywhere, ...inPdf },
  docx: { ...anywhere, ...inZip },
  html: { ...anywhere, ...inMarkup, ...inPage, ...inText },
  md: { ...anywhere, ...inText },
  csv: { ...anywhere, ...inText },
  txt: { ...anywhere, ...inText },
};

/**
 * The same seed, number and sources give the same file.
 * @param largestBomb from 100 to 100,000: how much files are built to exhaust. Default 100,000
 */
export function makeFile(sources: Sources, seed: number, number: number, largestBomb = 100_000): FuzzFile {
  const random = seededRandom(`${seed} ${number}`);
  const format = pick(random, shares);
  const made =
    random.next() < bombShare ? bomb(format, random, largestBomb) : damaged(sources[format], format, random);
  return { number, format, ...made };
}

function bomb(format: Format, random: Random, largest: number) {
  const [name, make] = pick(random, Object.entries(bombs[format]));
  const size = Math.min(largest, pick(random, [100, 1000, 10_000, 100_000]));
  return { story: `${name}, ${size}`, bytes: make(size) };
}

/** Damage to what is packed is mostly refused before anything is read: most Word files are damaged inside only. */
const insideShare = 0.9;

function damaged(sources: readonly Source[], format: Format, random: Random) {
  const [source, other] = [pick(random, sources), pick(random, sources)];
  const ways = format === 'docx' && random.next() < insideShare ? inWord : mutations[format];
  const told: string[] = [];
  let bytes: Buffer = Buffer.from(source.bytes);
  for (let count = 1 + random.integer(3); count > 0 && bytes.length > 0; count -= 1) {
    const [name, mutate] = pick(random, Object.entries(ways));
    told.push(name);
    bytes = mutate(bytes, random, Buffer.from(other.bytes));
  }
  return { story: `${source.name}: ${told.join(', ')}`, bytes: new Uint8Array(bytes) };
}
