import { deflateSync, inflateSync } from 'node:zlib';
import type { seededRandom } from '@ticket-ai/core';

/** A repeatable source of chance. */
export type Random = ReturnType<typeof seededRandom>;
/** Damages a file; `other` is a second one of the same format. */
export type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

/** One of the values. */
export const pick = <T>(random: Random, values: readonly T[]): T =>
  values[random.integer(values.length)] as T;
/** A part of the file: mostly a small one. */
function chunk({ length }: Buffer, random: Random): readonly [start: number, end: number] {
  const start = random.integer(length + 1);
  return [start, Math.min(length, start + random.integer(pick(random, [8, 200, 5000, length + 1])) + 1)];
}

/** Numbers that break arithmetic. */
export const numbers = [
  '0',
  '-1',
  '1',
  '7',
  '255',
  '65536',
  '2147483647',
  '4294967296',
  '99999999999',
  '1e400',
  '',
];

/** What happens to files of any format. */
export const anywhere: Readonly<Record<string, Mutation>> = {
  truncate(bytes, random) {
    const lost = random.integer(pick(random, [50, 2000, bytes.length]));
    return bytes.subarray(0, Math.max(0, bytes.length - lost));
  },
  'flip bits'(bytes, random) {
    const copy = Buffer.from(bytes);
    for (let count = 1 + random.integer(pick(random, [4, 60])); count > 0; count -= 1) {
      const at = random.integer(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.integer(8));
    }
    return copy;
  },
  'delete a chunk'(bytes, random) {
    const [start, end] = chunk(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  'repeat a chunk'(bytes, random) {
    const [start, end] = chunk(bytes, random);
    const most = Math.max(1, Math.floor(2_000_000 / Math.max(1, end - start)));
    const times = 1 + random.integer(Math.min(most, pick(random, [2, 50, 20_000])));
    const again = Array.from({ length: times }, () => bytes.subarray(start, end));
    return Buffer.concat([bytes.subarray(0, end), ...again, bytes.subarray(end)]);
  },
  splice(bytes, random, other) {
    const [start, end] = chunk(other, random);
    const at = random.integer(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), other.subarray(start, end), bytes.subarray(at)]);
  },
  'put in garbage'(bytes, random) {
    const at = random.integer(bytes.length + 1);
    const garbage = Buffer.from(Array.from({ length: 1 + random.integer(300) }, () => random.integer(256)));
    return Buffer.concat([bytes.subarray(0, at), garbage, bytes.subarray(at)]);
  },
  'change numbers': (bytes, random) => changeNumbers(bytes, random),
};

function changeNumbers(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('latin1');
  const count = text.match(/\d+/g)?.length ?? 0;
  const share = (1 + random.integer(5)) / Math.max(1, count);
  return Buffer.from(
    text.replace(/\d+/g, (number) => (random.next() < share ? pick(random, numbers) : number)),
    'latin1',
  );
}

/** What happens to the inside of PDFs, beside the rest. */
export const inPdf: Readonly<Record<string, Mutation>> = {
  'change numbers of objects'(bytes, random) {
    const text = bytes.toString('latin1');
    const share = pick(random, [0.005, 0.05, 0.5]);
    const object =
      /(\d+)(?= \d+ (?:obj|R)\b)|(?<=\/(?:Length|Size|Count|First|N|Prev|Width|Height|Columns|Predictor|Rotate|Index|W)\s*\[?)\d+|(?<=startxref\s+)\d+|\d{10}(?= \d{5} [nf])/g;
    const wild = (number: string) =>
      random.next() < 0.5 ? String(1 + random.integer(20)) : pick(random, [...numbers, number]);
    return Buffer.from(
      text.replace(object, (number) => (random.next() < share ? wild(number) : number)),
      'latin1',
    );
  },
  'swap names'(bytes, random) {
    const text = bytes.toString('latin1');
    const names = text.match(/\/[A-Z][A-Za-z]+/g) ?? [];
    const share = (1 + random.integer(4)) / Math.max(1, names.length);
    const swapped = text.replace(/\/[A-Z][A-Za-z]+/g, (name) =>
      random.next() < share ? pick(random, names) : name,
    );
    return Buffer.from(swapped, 'latin1');
  },
  'damage inside a stream'(bytes, random, other) {
    const inside = pick(random, Object.values(anywhere));
    return changeStream(bytes, random, (content) => inside(content, random, other.subarray(0, 2000)));
  },
  'shuffle operators': (bytes, random) =>
    changeStream(bytes, random, (content) => {
      const lines = content.toString('latin1').split('\n');
      for (let count = 1 + random.integer(10); count > 0; count -= 1) {
        const [one, other] = [random.integer(lines.length), random.integer(lines.length)];
        [lines[one], lines[other]] = [lines[other] ?? '', lines[one] ?? ''];
      }
      return Buffer.from(lines.join('\n'), 'latin1');
    }),
};

/** Unpacks one stream of a PDF, changes it, and packs it again, so that the damage gets past the unpacking. */
function changeStream(bytes: Buffer, random: Random, change: (content: Buffer) => Buffer): Buffer {
  const found = [...bytes.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)];
  const match = pick(random, found);
  if (match === undefined) return bytes;
  const start = match.index + match[0].indexOf(match[1] ?? '');
  const end = start + (match[1]?.length ?? 0);
  const content = bytes.subarray(start, end);
  const unpacked = attempt(() => inflateSync(content));
  const changed = unpacked === undefined ? change(content) : deflateSync(change(unpacked));
  return Buffer.concat([bytes.subarray(0, start), changed, bytes.subarray(end)]);
}

/** What happens to the table of contents of zip files, beside the rest. */
export const inZip: Readonly<Record<string, Mutation>> = {
  'change zip headers'(bytes, random) {
    const copy = Buffer.from(bytes);
    const headers = [...copy.toString('latin1').matchAll(/PK(?=\p{Cc}{2})/gu)];
    const { index: at = 0 } = pick(random, headers) ?? {};
    const field = at + 4 + random.integer(42);
    if (field + 4 > copy.length) return copy;
    if (random.next() < 0.5)
      copy.writeUInt32LE(pick(random, [0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff]), field);
    else copy[field] = random.integer(256);
    return copy;
  },
};

/** What happens to markup, beside the rest. */
export const inMarkup: Readonly<Record<string, Mutation>> = {
  'move tags'(bytes, random) {
    const text = bytes.toString('utf8');
    const tags = text.match(/<[^<>]*>/g) ?? [];
    const share = (1 + random.integer(6)) / Math.max(1, tags.length);
    const moved = text.replace(/<[^<>]*>/g, (tag) =>
      random.next() < share ? pick(random, ['', tag + tag, pick(random, tags)]) : tag,
    );
    return Buffer.from(moved);
  },
  'nest again'(bytes, random) {
    const text = bytes.toString('utf8');
    const tag = pick(random, text.match(/<[a-zA-Z][^<>]*>/g) ?? ['<div>']);
    const at = text.indexOf(tag);
    const depth = 1 + random.integer(pick(random, [8, 400, 3000]));
    return Buffer.from(text.slice(0, at) + tag.repeat(depth) + text.slice(at));
  },
  'leave tags open'(bytes, random) {
    const share = pick(random, [0.1, 0.5, 1]);
    return Buffer.from(
      bytes.toString('utf8').replace(/<\/[^<>]*>/g, (tag) => (random.next() < share ? '' : tag)),
    );
  },
};

/** What happens to web pages, beside the rest. */
export const inPage: Readonly<Record<string, Mutation>> = {
  'add attributes'(bytes, random) {
    const name = pick(random, attributeNames);
    const isGiant = random.next() < 0.2;
    const value = isGiant
      ? 'x'.repeat(random.integer(2_000_000))
      : pick(random, [...numbers, ...attributeValues]);
    const text = bytes.toString('utf8');
    const tags = text.match(/<[a-z]/gi)?.length ?? 0;
    const share = isGiant ? 3 / Math.max(1, tags) : pick(random, [0.05, 0.5]);
    return Buffer.from(
      text.replace(/<[a-z][a-z0-9]*/gi, (tag) => (random.next() < share ? `${tag} ${name}="${value}"` : tag)),
    );
  },
  'change tags'(bytes, random) {
    const [from, to] = [pick(random, pageTags), pick(random, pageTags)];
    return Buffer.from(
      bytes.toString('utf8').replace(new RegExp(`(</?)${from}\\b`, 'gi'), (_, open: string) => open + to),
    );
  },
};

const pageTags =
  'p div span ul ol li dl dt dd table tr td th caption thead pre code h1 h2 a b details summary main article header template noscript svg math select textarea br plaintext frameset'.split(
    ' ',
  );
const attributeNames =
  'colspan rowspan start value type reversed hidden style class id role aria-hidden aria-label open dir'.split(
    ' ',
  );
const attributeValues = ['none', 'display:none', 'main', 'presentation', 'A', 'i', 'cookie-banner', 'rtl'];

/** What happens to plain text, beside the rest. */
export const inText: Readonly<Record<string, Mutation>> = {
  'move lines'(bytes, random) {
    const lines = bytes.toString('utf8').split('\n');
    for (let count = 1 + random.integer(10); count > 0; count -= 1)
      lines.splice(random.integer(lines.length), 1, pick(random, lines), pick(random, marks));
    return Buffer.from(lines.join('\n'));
  },
  'repeat a mark'(bytes, random) {
    const at = random.integer(bytes.length + 1);
    const mark = Buffer.from(pick(random, marks).repeat(1 + random.integer(pick(random, [10, 3000]))));
    return Buffer.concat([bytes.subarray(0, at), mark, bytes.subarray(at)]);
  },
};

const marks = [
  '"',
  '`',
  '```\n',
  '> ',
  '- ',
  '    ',
  '|',
  '[',
  '](',
  '*',
  '_',
  '<',
  '&',
  '\t',
  '\r',
  ';',
  '\0',
  '\\',
  '#',
  '<!--',
  '1. ',
  '--- | ---\n',
  '\u202e',
  '\ud800',
  ',"',
];

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
