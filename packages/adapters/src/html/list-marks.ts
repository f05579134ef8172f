import { romanNumeral } from '@ticket-ai/core';
import { attribute, type Element, isElement } from './parse-tree.ts';

const typeOfStyle: Readonly<Record<string, string>> = {
  decimal: '1',
  'lower-alpha': 'a',
  'lower-latin': 'a',
  'upper-alpha': 'A',
  'upper-latin': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I',
};

/** Gives the mark of each item of a list in turn, as a browser shows it: `- `, `3. `, `b. `, `iv. `. Counts forwards or backwards, from any number. */
export function listMarks(list: Element): (item: Element) => string {
  const items = list.childNodes.filter((node) => isElement(node) && node.tagName === 'li').length;
  const step = attribute(list, 'reversed') === undefined ? 1 : -1;
  let number = wholeNumber(attribute(list, 'start')) ?? (step === 1 ? 1 : items);
  return (item) => {
    if (list.tagName !== 'ol') return '- ';
    number = wholeNumber(attribute(item, 'value')) ?? number;
    const mark = `${written(number, typeOf(item) ?? typeOf(list))}. `;
    number += step;
    return mark;
  };
}

function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*[-+]?\d{1,9}/.test(value) ? Number.parseInt(value, 10) : undefined;
}

function typeOf(element: Element): string | undefined {
  const style = /list-style(?:-type)?\s*:\s*([\w-]+)/i.exec(attribute(element, 'style') ?? '')?.[1];
  return typeOfStyle[style?.toLowerCase() ?? ''] ?? attribute(element, 'type')?.trim();
}

function written(number: number, type: string | undefined): string {
  if (number < 1) return String(number);
  if (type === 'a') return letters(number);
  if (type === 'A') return letters(number).toUpperCase();
  if (type === 'i') return romanNumeral(number).toLowerCase();
  return type === 'I' ? romanNumeral(number) : String(number);
}

/** a to z, then aa, ab. */
function letters(number: number): string {
  const before = Math.floor((number - 1) / 26);
  return (before === 0 ? '' : letters(before)) + String.fromCharCode(97 + ((number - 1) % 26));
}
