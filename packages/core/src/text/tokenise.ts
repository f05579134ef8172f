import type { Language } from './language.ts';
import { stem } from './stem.ts';
import { stopWords } from './stop-words.ts';

/** How {@link tokenise} cuts. */
export interface TokeniseOptions {
  /** Language of stems and stop words. Default `'en'`; `other` and `unknown` leave words as they are. */
  readonly language?: Language;
  /** Reduce words to their stems. Default true. */
  readonly stemmed?: boolean;
  /** Leave stop words out. Default false. */
  readonly withoutStopWords?: boolean;
}

const word = /<[a-z]+>|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:(?:[-._/:@+]|')+[\p{L}\p{N}\p{M}]+)*/gu;
const wordWithinCode = /[\p{L}\p{N}\p{M}]+/gu;
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * The words of a text, lower-case and by default stemmed, in order. Codes (`ERR-1042`, `0x80070005`, `2.4.1`, e-mail addresses)
 * come whole and then in parts, so that both ways of writing them match. Contractions with *not* become two words (`can't` -> `can`, `not`).
 * Chinese, Japanese, Korean and Thai come as dictionary words plus character pairs. Placeholders such as `<date>` stay whole.
 */
export function tokenise(text: string, options: TokeniseOptions = {}): string[] {
  const { language = 'en', stemmed = true, withoutStopWords = false } = options;
  const stops = withoutStopWords ? stopWords(language) : undefined;
  const tokens: string[] = [];
  const push = (token: string) => {
    if (stops?.has(token)) return;
    tokens.push(stemmed ? stem(token, language) : token);
  };
  for (const surface of surfaceWords(text)) push(surface);
  return tokens;
}

/** The words of a text as written, lower-case, codes whole and in parts, contractions opened: what {@link tokenise} then stems. */
export function surfaceWords(text: string): string[] {
  const words: string[] = [];
  for (const match of text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/gu, "'")
    .matchAll(word)) {
    pushWord(words, match[0]);
  }
  return words;
}

function pushWord(words: string[], token: string): void {
  if (token.charCodeAt(0) === 60 /* < */) {
    words.push(token);
  } else if (spaceless.test(token)) {
    pushSpaceless(words, token);
  } else if (/^[\p{L}\p{N}\p{M}]+$/u.test(token)) {
    words.push(...(contractions.get(token) ?? [token]));
  } else if (token.includes("'") && !/[-._/:@+]/u.test(token)) {
    words.push(...openContraction(token));
  } else {
    const parts = token.match(wordWithinCode) ?? [];
    const isCode = /\p{N}|@/u.test(token);
    if (isCode) words.push(token);
    for (const part of parts) words.push(...(contractions.get(part) ?? [part]));
  }
}

/** Contractions people type without the apostrophe, and the irregular ones. */
const contractions = new Map<string, readonly string[]>([
  ['cant', ['can', 'not']],
  ['cannot', ['can', 'not']],
  ["can't", ['can', 'not']],
  ["won't", ['will', 'not']],
  ['wont', ['will', 'not']],
  ['dont', ['do', 'not']],
  ['doesnt', ['does', 'not']],
  ['didnt', ['did', 'not']],
  ['isnt', ['is', 'not']],
  ['wasnt', ['was', 'not']],
  ['hasnt', ['has', 'not']],
  ['havent', ['have', 'not']],
  ['couldnt', ['could', 'not']],
  ["i'm", ['i', 'am']],
  ["let's", ['let', 'us']],
]);

function openContraction(token: string): readonly string[] {
  const fixed = contractions.get(token);
  if (fixed !== undefined) return fixed;
  if (token.endsWith("n't")) return [token.slice(0, -3), 'not'];
  const [head = token, ...rest] = token.split(/'+/u);
  const tail = rest.filter((part) => part.length > 2);
  return [head, ...tail];
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

function pushSpaceless(words: string[], token: string): void {
  const whole = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(token)) {
    if (isWordLike !== true) continue;
    words.push(segment);
    whole.add(segment);
  }
  const characters = [...token].filter((character) => /[\p{L}\p{N}]/u.test(character));
  for (let i = 0; i + 1 < characters.length; i++) {
    const pair = `${characters[i]}${characters[i + 1]}`;
    if (!whole.has(pair)) words.push(pair);
  }
}
