import { seededRandom } from '@ticket-ai/core';
import { bombs } from './bombs.ts';
import { anywhere, inMarkup, inPdf, inText, inZip, type Mutation, type Random } from './mutations.ts';
import { type Format, packed, type Source, type Sources } from './sources.ts';

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
  html: { ...anywhere, ...inMarkup, ...inText },
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

function damaged(sources: readonly Source[], format: Format, random: Random) {
  const [source, other] = [pick(random, sources), pick(random, sources)];
  const told: string[] = [];
  const damage = (bytes: Uint8Array, second: Uint8Array, ways: Readonly<Record<string, Mutation>>) => {
    let result: Buffer = Buffer.from(bytes);
    for (let count = 1 + random.integer(3); count > 0 && result.length > 0; count -= 1) {
      const [name, mutate] = pick(random, Object.entries(ways));
      told.push(name);
      result = mutate(result, random, Buffer.from(second));
    }
    return result;
  };
  const inside = source.body !== undefined && random.next() < 0.6;
  const bytes = inside
    ? packed(
        '',
        damage(Buffer.from(source.body), Buffer.from(other.body ?? ''), {
          ...anywhere,
          ...inMarkup,
        }).toString(),
      ).bytes
    : damage(source.bytes, other.bytes, mutations[format]);
  return {
    story: `${source.name}: ${inside ? 'inside, ' : ''}${told.join(', ')}`,
    bytes: new Uint8Array(bytes),
  };
}

const pick = <T>(random: Random, values: readonly T[]): T => values[random.integer(values.length)] as T;
