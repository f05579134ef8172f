import type { PageQuality } from '@ticket-ai/core';
import type { RawPage } from './read-pages.ts';

const fewCharacters = 30;
const garbledCharacters = 0.05;
const garbledWords = 0.4;
const enoughWords = 20;

/** How readable a page is. A few characters over an image are a stamp or a page number on a scan. */
export function judgePage({ pieces, hasImage, isDamaged }: RawPage): PageQuality {
  if (isDamaged) return 'garbled';
  const text = pieces.map((piece) => piece.text).join(' ');
  if (text.replace(/\s/g, '').length < fewCharacters && hasImage) return 'scanned';
  if (text === '') return 'empty';
  return isGarbled(text) ? 'garbled' : 'ok';
}

/** Fonts without a usable encoding come out as private or replacement characters, or as words that nobody can pronounce. */
function isGarbled(text: string): boolean {
  const odd = text.match(/[\p{Co}\p{Cn}\uFFFD]|\p{Cc}/gu)?.length ?? 0;
  if (odd > text.replace(/\s/g, '').length * garbledCharacters) return true;
  const words = text.match(/\b[a-z]{3,}\b/gi) ?? [];
  return (
    words.length >= enoughWords &&
    words.filter((word) => !/[aeiouy]/i.test(word)).length > words.length * garbledWords
  );
}
