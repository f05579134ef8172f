/** A piece of a text by its UTF-16 offsets: `text.slice(start, end)`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

const abbreviation =
  /(?:^|[\s("'])(?:mr|mrs|ms|dr|prof|st|no|nos|nr|vs|etc|e\.g|i\.e|approx|dept|inc|ltd|corp|fig|tel|ref|acct|z\.b|d\.h|u\.a|bzw|ca|usw|str|abs|sr|sra|ud|uds|p\.ej|núm|\p{L})\.$/iu;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });

/**
 * The sentences of a text, in order, without surrounding white space. Line breaks and list items are borders; a dot after an
 * abbreviation, an initial or a list number is not. `Intl.Segmenter` (Unicode UAX 29) does the rest, so it works in all scripts.
 */
export function splitSentences(text: string): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  for (const line of text.matchAll(/[^\r\n\u2028\u2029]+/gu)) {
    let open: number | undefined;
    for (const { segment, index } of segmenter.segment(line[0])) {
      const start = open ?? index;
      const soFar = line[0].slice(start, index + segment.length).trimEnd();
      const atEnd = index + segment.length >= line[0].length;
      if (
        !atEnd &&
        (abbreviation.test(soFar) ||
          /^\s*(?:\d{1,3}|[a-z])[.)]$/iu.test(soFar) ||
          !/\p{L}|\p{N}/u.test(soFar))
      ) {
        open = start;
        continue;
      }
      open = undefined;
      pushTrimmed(spans, text, line.index + start, line.index + index + segment.length);
    }
  }
  return spans;
}

function pushTrimmed(spans: TextSpan[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/u.test(text[start]!)) start++;
  while (end > start && /\s/u.test(text[end - 1]!)) end--;
  if (start < end) spans.push({ start, end });
}
