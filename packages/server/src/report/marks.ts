import { type Html, html } from './html.ts';
import { colourIndex, shapeOf } from './palette.ts';
import type { ConfidenceLevels } from './report-data.ts';
import { confidenceWord, formatConfidence } from './words.ts';

/** A category's mark: its colour and, beyond the twelfth, its shape. Always beside its name. */
export function categoryMark(category: number): Html {
  return html`<i class="mark k${colourIndex(category)} ${shapeOf(category)}"></i>`;
}

export const unassignedMark: Html = html`<i class="mark none"></i>`;

/** Confidence in words with its figure, and three bars that repeat the word. */
export function confidenceBadge(value: number, levels: ConfidenceLevels): Html {
  const word = confidenceWord(value, levels);
  return html`<span class="confidence ${word}"><i></i><span class="sr">Confidence </span>${word} <b>${formatConfidence(value)}</b></span>`;
}

/** A share bar; `part` of `whole` is its length, the words stand beside it. */
export function shareBar(part: number, whole: number, category?: number): Html {
  const width = whole > 0 ? Number(((100 * part) / whole).toFixed(1)) : 0;
  const colour = category === undefined ? 'none' : `k${colourIndex(category)}`;
  return html`<i class="bar ${colour}" style="--w:${width}%"></i>`;
}
