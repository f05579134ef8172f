import type { Answer, Citation } from '@ticket-ai/core';
import { formatConfidence } from './numbers.ts';
import type { Terminal } from './terminal.ts';
import { oneLine, truncate } from './width.ts';

/** An answer as a person reads it: sentences with numbers, then what proves them. */
export function showAnswer(terminal: Terminal, { status, sentences, confidence, missing }: Answer): void {
  const { paint } = terminal;
  if (status === 'abstained') {
    terminal.out(`${paint('yellow', 'Not known.')} The documents and published articles do not say.`);
  } else {
    const citations = sentences.flatMap((sentence) => sentence.citations);
    const places = [...new Set(citations.map(placeOf))];
    for (const { text, citations: own } of sentences) {
      const marks = [...new Set(own.map((citation) => places.indexOf(placeOf(citation)) + 1))]
        .map((number) => `[${number}]`)
        .join('');
      terminal.out(`${oneLine(text)} ${paint('cyan', marks)}`);
    }
    terminal.out('');
    for (const [index, place] of places.entries()) {
      const citation = citations.find((candidate) => placeOf(candidate) === place);
      if (citation !== undefined) terminal.out(describeCitation(terminal, index + 1, citation));
    }
    for (const place of sentences.flatMap(({ contradictedBy = [] }) => contradictedBy))
      terminal.out(`${paint('yellow', 'Said otherwise:')} ${describePlace(terminal, place)}`);
    const words = status === 'partial' ? 'answers part of the question' : 'answered';
    terminal.out(
      paint(
        'dim',
        `\n${words} · confidence ${formatConfidence(confidence)} · every quote was found in its source`,
      ),
    );
  }
  for (const gap of missing) terminal.out(paint('dim', `Missing: ${oneLine(gap)}`));
}

function placeOf({ source, page, start, end }: Citation): string {
  return `${source} ${page} ${start} ${end}`;
}

function describeCitation(terminal: Terminal, number: number, citation: Citation): string {
  return `${terminal.paint('cyan', `[${number}]`)} ${describePlace(terminal, citation)}`;
}

function describePlace({ paint, width }: Terminal, { source, title, page, quote }: Citation): string {
  const place = source.startsWith('article:')
    ? `article “${oneLine(title)}”`
    : `${oneLine(source)}, page ${page}`;
  return `${place}\n    ${paint('dim', `“${truncate(oneLine(quote), Math.max(40, Math.min(width, 120) * 2 - 8))}”`)}`;
}
