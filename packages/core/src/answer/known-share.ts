import type { Context } from '../context.ts';
import { confirmedRecords } from '../search/confirmed-records.ts';
import type { Passage, SearchFilter } from '../search/passage.ts';
import { isCode } from './codes.ts';
import { readQuestion } from './question.ts';
import { documentLanguage, presence, type Words, wordsOf } from './words.ts';

/** One word of three is not yet the topic. */
const leastKnownWords = 0.4;

/** A code that stands there tells as much as so many words that do: whatever the language around it, it is mostly the topic. */
const codeCounts = 5;

/** A code in more places than these is a word like any other: at most so many, and at most this share of all there is. */
const fewPlaces = 3;
const mostPlaces = 50;
const rareShare = 0.02;
/** Behind so many hits that may not be shown, nothing more is looked for. */
const mostHits = 800;

/**
 * The share of the question's carrying words that the passages know, alone or with what is told around them, whichever is greater; 0 when it is
 * too small to be the topic. Inverse document frequency means little in a handful of texts, where the topic's own word is in every one of them.
 */
export async function knownShare(
  context: Context,
  question: string,
  passages: readonly Passage[],
  filter: SearchFilter = {},
): Promise<number> {
  const there = wordsOfAll(passages);
  const { parts } = readQuestion(question);
  const asked = parts.flatMap(({ meanings }) => [...meanings]);
  const told = [...asked, ...parts.flatMap(({ background }) => [...background])];
  const isTelling = (code: string) => isRare(context, code, filter);
  const share = Math.max(await shareOf(asked, there, isTelling), await shareOf(told, there, isTelling));
  return share < leastKnownWords ? 0 : share;
}

async function shareOf(
  words: readonly (readonly [string, readonly number[]])[],
  there: Words,
  isTelling: (code: string) => Promise<boolean>,
): Promise<number> {
  const known = words.filter(([term, meanings]) => presence(term, meanings, there) > 0);
  const codes = new Set(known.map(([term]) => term).filter((term) => isCode(term) && there.stems.has(term)));
  const telling = (await Promise.all([...codes].map(isTelling))).filter(Boolean).length;
  const more = telling * (codeCounts - 1);
  return (known.length + more) / Math.max(1, words.length + more);
}

function wordsOfAll(passages: readonly Passage[]): Words {
  const text = passages.map(({ chunk, document }) => `${document.title}\n${chunk.text}`).join('\n');
  return wordsOf(text, documentLanguage(text));
}

/**
 * Whether a code stands in few of the chunks that who asks may be shown: what is hidden tells nobody anything, not even by its number. A hit may be
 * for a part of it (`ERR` of `ERR-1042`), so the hits are read.
 */
async function isRare(context: Context, code: string, filter: SearchFilter): Promise<boolean> {
  const { keywordIndex, workspaceId } = context;
  const all = await keywordIndex.count(workspaceId);
  const few = Math.min(mostPlaces, Math.max(fewPlaces, Math.floor(rareShare * all)));
  const records = confirmedRecords(context, filter);
  for (let depth = few + 1; ; depth *= 4) {
    const hits = await keywordIndex.search({ collection: workspaceId, query: code, topK: depth });
    const shown = await records.confirm(hits.map(({ chunkId }) => chunkId));
    const places = [...shown].filter((id) => wordsOf(records.of(id)?.chunk.text ?? '', 'en').stems.has(code));
    if (places.length > few) return false;
    if (hits.length < depth || shown.size > few || depth >= mostHits) return true;
  }
}
