import { detectLanguage, type Language } from '../text/language.ts';
import { stem } from '../text/stem.ts';
import { stopWords } from '../text/stop-words.ts';
import { surfaceWords } from '../text/tokenise.ts';
import { meaningsOf } from './desk-words.ts';

/** A sentence's parts that state something each: "Refunds take 5 days, and they are free." */
export function statementsOf(text: string): string[] {
  return text
    .split(/[,;:.!?()–—]+(?:\s|$)|\s[-/]\s|\n|\b(?:and|or|but|und|oder|aber|y|o|pero)\b/iu)
    .map((part) => part.trim())
    .filter((part) => /\p{L}/u.test(part));
}

/** Units and what leads to them are no words: "within 30 days" stands in sentences about anything. */
const units =
  /^(?:within|until|per|about|least|most|innerhalb|binnen|bis|dentro|hasta|seconds?|minutes?|hours?|days?|weeks?|months?|years?|percent|euros?|eur|dollars?|usd|sekunden?|minuten?|stunden?|tagen?|wochen?|monaten?|jahren?|prozent|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?)$/u;

/** The share of a sentence's content words that a text tells, in the same words or in words of the same meaning; 1 without any. */
export function wordShare(sentence: string, told: string): number {
  const language = stemLanguage(told);
  const wanted = contentWords(sentence, language);
  if (wanted.size === 0) return 1;
  const stems = contentWords(told, language);
  const meanings = new Set([...meaningsOf(told, language).values()].flat());
  const own = meaningsOf(sentence, language);
  const isTold = (word: string) =>
    stems.has(word) || (own.get(word) ?? []).some((meaning) => meanings.has(meaning));
  return [...wanted].filter(isTold).length / wanted.size;
}

function contentWords(text: string, language: Language): Set<string> {
  const stops = stopWords(language);
  const words = surfaceWords(text).filter(
    (word) => !stops.has(word) && !units.test(word) && /\p{L}/u.test(word),
  );
  return new Set(words.map((word) => stem(word, language)));
}

function stemLanguage(text: string): Language {
  const { language } = detectLanguage(text);
  return language === 'de' || language === 'es' ? language : 'en';
}

/** Words with a capital letter inside a sentence, but not `I`. */
const capitalInside = /(?<=[\p{L}\p{N},;)] )\p{Lu}[\p{L}\p{N}]+/gu;

/** Names of products, people and places in texts: written with a capital inside a sentence, and never small. */
export function knownNames(texts: readonly string[]): ReadonlySet<string> {
  const small = new Set(texts.flatMap((text) => text.match(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}\p{N}]+/gu) ?? []));
  const names = texts.flatMap((text) => text.match(capitalInside) ?? []).map((name) => name.toLowerCase());
  return new Set(names.filter((name) => !small.has(name)));
}

/** Names in a sentence that a text does not tell. German writes every noun so: there, none is known by its letters. */
export function foreignNames(sentence: string, told: string, known: ReadonlySet<string>): string[] {
  if ([sentence, told].some((text) => detectLanguage(text).language === 'de')) return [];
  const words = new Set(surfaceWords(told).map((word) => stem(word, 'en')));
  const inside = (sentence.match(capitalInside) ?? []).map((name) => name.toLowerCase());
  const others = surfaceWords(sentence).filter((word) => known.has(word));
  return [...new Set([...inside, ...others])].filter((name) => !words.has(stem(name, 'en')));
}
