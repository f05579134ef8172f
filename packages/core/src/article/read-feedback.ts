/** One change a reviewer asks for. Numbers count from 1, as the reviewer saw them. */
export type Edit =
  | { readonly kind: 'remove-numbers'; readonly numbers: readonly number[] }
  | { readonly kind: 'remove-text'; readonly text: string }
  | {
      readonly kind: 'move';
      readonly from: number;
      readonly to: 'start' | 'end' | { readonly side: 'before' | 'after'; readonly of: number };
    }
  | { readonly kind: 'swap'; readonly first: number; readonly second: number }
  | { readonly kind: 'shorten' }
  | { readonly kind: 'add'; readonly text: string }
  | { readonly kind: 'set'; readonly text: string }
  | { readonly kind: 'unknown' };

const remove =
  /\b(?:remove|delete|drop|cut|skip|leave out|take out|entferne?n?|lösche?n?|streiche?n?|quita[r]?|elimina[r]?|borra[r]?)\b/iu;
const add =
  /\b(?:add|include|mention|insert|explain|ergänze?n?|füge|erwähne?n?|añad[ae]r?|agrega[r]?|incluye)\b\s*(.+)$/iu;
const shorter =
  /\b(?:shorten|shorter|too long|fewer|condense|trim|kürzer|kürze[n]?|zu lang|más cort[oa]|acorta[r]?|demasiado larg[oa])\b/iu;
const set =
  /\b(?:rename|call it|change (?:it |the (?:title|summary) )?to|should (?:be|read|say)|retitle|use)\b/iu;
const quoted = /["“”„«»'‘’]([^"“”„«»]{2,200})["“”«»'‘’]/u;
const numberAfterStep =
  /\b(?:steps?|points?|items?|sentences?|numbers?|no\.|schritte?|punkte?|pasos?|puntos?|#)\s*#?((?:\d{1,2}(?:\s*(?:,|and|und|y|&|to|bis|a|-|–)\s*)?)+)/iu;

/**
 * Reads one note of a reviewer. Simple and honest: it understands removing, moving and swapping numbered steps, removing what is named,
 * shortening, adding what the evidence says, and setting a title in quotation marks. Everything else is `unknown` and reported.
 */
export function readNote(note: string): Edit {
  const text = note.trim();
  return (
    readMove(text) ??
    readRemoval(text) ??
    readSetting(text) ??
    readShorten(text) ??
    readAddition(text) ?? { kind: 'unknown' }
  );
}

function readMove(text: string): Edit | undefined {
  const swap = /\bswap\b\D*(\d{1,2})\D+(\d{1,2})/iu.exec(text);
  if (swap !== null) return { kind: 'swap', first: Number(swap[1]), second: Number(swap[2]) };
  const move = /\b(?:move|put|place)\b\D*?(\d{1,2})(.*)$/iu.exec(text);
  if (move === null) return undefined;
  const from = Number(move[1]);
  const rest = move[2] ?? '';
  if (/\b(?:top|start|beginning|first|front)\b/iu.test(rest)) return { kind: 'move', from, to: 'start' };
  if (/\b(?:end|bottom|last)\b/iu.test(rest)) return { kind: 'move', from, to: 'end' };
  const beside = /\b(before|above|after|below|behind)\b\D*(\d{1,2})/iu.exec(rest);
  if (beside === null) return undefined;
  const side = /before|above/iu.test(beside[1] ?? '') ? 'before' : 'after';
  return { kind: 'move', from, to: { side, of: Number(beside[2]) } };
}

function readRemoval(text: string): Edit | undefined {
  if (!remove.test(text)) return undefined;
  const numbers = numbersIn(numberAfterStep.exec(text)?.[1] ?? '');
  if (numbers.length > 0) return { kind: 'remove-numbers', numbers };
  const named = quoted.exec(text)?.[1] ?? text.replace(new RegExp(`^.*?${remove.source}`, 'iu'), '');
  const words = named
    .replace(
      /\b(?:the|this|that|all|any|every|sentences?|steps?|parts?|lines?|notes?|about|on|regarding|please|mention|mentions|reference|references|of|to|with|from)\b/giu,
      ' ',
    )
    .replace(/[.!\s]+/gu, ' ')
    .trim();
  return words === '' ? undefined : { kind: 'remove-text', text: words };
}

function numbersIn(text: string): number[] {
  const expanded = text.replace(
    /(\d{1,2})\s*(?:to|bis|a|-|–)\s*(\d{1,2})/giu,
    (_, from: string, to: string) =>
      Array.from(
        { length: Math.max(0, Number(to) - Number(from) + 1) },
        (_unused, offset) => Number(from) + offset,
      ).join(','),
  );
  return [...new Set(Array.from(expanded.matchAll(/\d{1,2}/gu), (match) => Number(match[0])))];
}

function readSetting(text: string): Edit | undefined {
  const value = set.test(text) ? quoted.exec(text)?.[1] : undefined;
  return value === undefined ? undefined : { kind: 'set', text: value.trim() };
}

const readShorten = (text: string): Edit | undefined =>
  shorter.test(text) ? { kind: 'shorten' } : undefined;

function readAddition(text: string): Edit | undefined {
  const wanted = add.exec(text)?.[1];
  return wanted === undefined ? undefined : { kind: 'add', text: wanted };
}
