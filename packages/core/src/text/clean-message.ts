/** A first line that starts somebody else's words: everything from it on is history. */
const historyStarts: readonly RegExp[] = [
  /^\s*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|mensaje original|mensaje reenviado)/iu,
  /^\s*on\b.{4,200}\bwrote\s*:\s*$/iu,
  /^\s*am\b.{4,200}\bschrieb\b.{0,120}:\s*$/iu,
  /^\s*el\b.{4,200}\bescribió\s*:\s*$/iu,
  /^\s*_{10,}\s*$/u,
];
const headerLine =
  /^\s*\**(?:from|to|sent|date|subject|cc|von|an|gesendet|datum|betreff|de|para|enviado|fecha|asunto)\s*:\**\s*\S/iu;

const signatureStarts: readonly RegExp[] = [
  /^--\s*$/u,
  /^\s*(?:sent from my|sent via|get outlook for|von meinem .{2,30} gesendet|gesendet von|gesendet mit|enviado desde)\b.{0,80}$/iu,
];
const closer =
  /^\s*(?:(?:kind|best|warm|many)(?:est)?\s+(?:regards|wishes|thanks)|regards|best|cheers|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|(?:many )?thanks(?: in advance| again| and (?:kind |best )?regards)?|thank you(?: in advance| very much)?|thx|(?:mit )?(?:freundlichen|besten|vielen|herzlichen|lieben|viele|liebe|beste|herzliche|schöne|freundliche)\s+(?:grüßen?|grüssen?|dank)|mfg|lg|vg|danke(?: schön| im voraus)?|(?:un )?(?:cordial(?:es)? )?saludos?(?: cordiales)?|atentamente|(?:muchas )?gracias(?: de antemano| por su ayuda)?|un abrazo)\s*[,.!]*\s*$/iu;
const greeting =
  /^\s*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|hi|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|liebe[rs]?|moin|servus|hola|buen[oa]s? (?:d[ií]as?|tardes|noches)|estimad[oa]s?|querid[oa]s?)\b)/iu;
const disclaimer =
  /\b(?:this (?:e-?mail|message)(?: and any attachments?)? (?:is|are|may be|contains?) (?:confidential|intended|privileged)|diese e-?mail (?:enthält|ist) vertraulich|este (?:correo|mensaje)\b.{0,40}\bconfidencial)/iu;

/**
 * Cuts a customer's mail down to the part that says something: HTML tags, quoted history, greeting, closing, signature and legal
 * disclaimer go (English, German, Spanish). Careful by design: when a cut would leave no letters, the cut is not made, so a text
 * with letters never becomes empty. Line breaks stay; call it once where mail comes in.
 */
export function cleanMessage(text: string): string {
  const plain = stripHtml(text);
  const steps = [dropHistory, dropQuotedLines, dropSignature, dropDisclaimer, dropClosing, dropGreeting];
  let lines = plain.split(/\r\n|\r|\n/u);
  for (const step of steps) {
    const shorter = step(lines);
    if (hasLetters(shorter)) lines = shorter;
  }
  const cleaned = lines
    .map((line) => line.replace(/[\t\u00a0 ]+/gu, ' ').trimEnd())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
  return cleaned === '' ? text : cleaned;
}

const hasLetters = (lines: readonly string[]) => lines.some((line) => /\p{L}/u.test(line));

const namedEntities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function stripHtml(text: string): string {
  if (!/<\/?[a-z!][^>]*>/iu.test(text)) return text;
  const stripped = text
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->/giu, ' ')
    .replace(/<blockquote\b[\s\S]*<\/blockquote\s*>/giu, '\n')
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^>]*>/giu, '\n')
    .replace(/<\/?(?:[a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>/giu, (tag) => (knownTag.test(tag) ? ' ' : tag))
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/gu, (whole, name: string) => namedEntities[name] ?? whole)
    .replace(/&#(\d{1,6});/gu, (_, code: string) => safeCodePoint(Number(code)));
  return /\p{L}/u.test(stripped) || !/\p{L}/u.test(text) ? stripped : text;
}

/** Only tags of HTML go: `<email>` or `List<String>` are the customer's own words. */
const knownTag =
  /^<\/?(?:a|abbr|b|blockquote|body|br|center|code|div|em|font|h[1-6]|head|hr|html|i|img|li|meta|ol|p|pre|s|small|span|strong|style|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul|o:p)\b/iu;

const safeCodePoint = (code: number) => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ');

function dropHistory(lines: readonly string[]): string[] {
  const start = lines.findIndex((line, i) => {
    if (historyStarts.some((pattern) => pattern.test(line))) return true;
    const wrapped = `${line} ${lines[i + 1] ?? ''}`;
    if (
      /^\s*(?:on|am|el)\b/iu.test(line) &&
      historyStarts.slice(1, 4).some((pattern) => pattern.test(wrapped))
    )
      return true;
    return headerLine.test(line) && lines.slice(i, i + 5).filter((next) => headerLine.test(next)).length >= 3;
  });
  return start < 0 ? [...lines] : lines.slice(0, start);
}

const dropQuotedLines = (lines: readonly string[]) => lines.filter((line) => !/^\s*>/u.test(line));

function dropSignature(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => signatureStarts.some((pattern) => pattern.test(line)));
  return start < 0 ? [...lines] : lines.slice(0, start);
}

function dropDisclaimer(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => disclaimer.test(line));
  return start < 0 ? [...lines] : lines.slice(0, start);
}

/** A closing formula ends the message when at most six short lines (name, title, phone) follow it. */
function dropClosing(lines: readonly string[]): string[] {
  for (let i = lines.length - 1; i >= 0; i--) {
    if (!closer.test(lines[i]!)) continue;
    const rest = lines.slice(i + 1).filter((line) => line.trim() !== '');
    if (rest.length <= 6 && rest.every((line) => line.length <= 80 && !/[?]/u.test(line)))
      return lines.slice(0, i);
  }
  return [...lines];
}

/** Drops a greeting that is a line of its own, or the greeting before the first comma of a longer line. */
function dropGreeting(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const line = lines[first];
  if (line === undefined || !greeting.test(line)) return [...lines];
  const words = line.trim().split(/\s+/u).length;
  if (
    words <= 5 &&
    !/[?]/u.test(line) &&
    /[,!.:]?\s*$/u.test(line) &&
    lines.slice(first + 1).some((next) => next.trim() !== '')
  ) {
    return lines.slice(first + 1);
  }
  const inline = /^[^,!.]*[,!.]\s*(?=\S)/u.exec(line)?.[0];
  return inline === undefined || inline.trim().split(/\s+/u).length > 4
    ? [...lines]
    : [line.slice(inline.length), ...lines.slice(first + 1)];
}
