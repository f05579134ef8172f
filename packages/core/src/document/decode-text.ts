import type { ParsedDocument, ParseLimits } from './document-parser.ts';
import { defaultParseLimits } from './document-parser.ts';

/** The text of a file, or the reason why it is none. */
export type DecodedText =
  | { readonly text: string; readonly warnings: readonly string[] }
  | { readonly unreadable: ParsedDocument };

/** A result for a file that cannot be read, with the reason for people. */
export function unreadableDocument(
  status: Exclude<ParsedDocument['status'], 'ok' | 'partial'>,
  reason: string,
): ParsedDocument {
  return { status, text: '', pages: [], blocks: [], warnings: [reason] };
}

/**
 * Bytes to text: UTF-8, UTF-16 with a byte order mark, the encoding that the file states, or Windows-1252 when the bytes are not valid UTF-8
 * (said in a warning). Line ends become `\n`. What is too large, empty or not text at all is unreadable, never an empty success.
 * @param stated name of an encoding. What is UTF-8 beyond doubt is read so whatever the file states: saved pages often keep an old name
 */
export function decodeText(
  bytes: Uint8Array,
  limits: Partial<ParseLimits> = {},
  stated?: string,
): DecodedText {
  const { bytes: maximum, characters } = { ...defaultParseLimits, ...limits };
  if (bytes.byteLength > maximum) {
    return {
      unreadable: unreadableDocument(
        'too_large',
        `The file has ${bytes.byteLength} bytes; the limit is ${maximum}.`,
      ),
    };
  }
  const { text, isGuessed } = decode(bytes, stated);
  const plain = text.replace(/^\ufeff/u, '').replace(/\r\n?/gu, '\n');
  if (isBinary(plain)) return { unreadable: unreadableDocument('invalid', 'The file is not a text file.') };
  if (plain.trim() === '') return { unreadable: unreadableDocument('invalid', 'The file holds no text.') };
  const warnings = isGuessed ? ['The file is not UTF-8; it was read as Windows-1252.'] : [];
  if (plain.length <= characters) return { text: plain, warnings };
  return {
    text: plain.slice(0, characters),
    warnings: [...warnings, `Only the first ${characters} of ${plain.length} characters were read.`],
  };
}

/** Wraps what was read: text cut at a limit makes the document `partial`, no visible text makes it `invalid`. */
export function readDocument(
  content: Pick<ParsedDocument, 'text' | 'blocks'>,
  options: {
    readonly title?: string | undefined;
    readonly warnings: readonly string[];
    readonly cut: boolean;
  },
): ParsedDocument {
  if (content.text === '') return unreadableDocument('invalid', 'The file holds no visible text.');
  return {
    status: options.cut ? 'partial' : 'ok',
    ...(options.title === undefined ? {} : { title: options.title }),
    text: content.text,
    pages: [{ number: 1, start: 0, end: content.text.length, quality: 'ok' }],
    blocks: content.blocks,
    warnings: options.warnings,
  };
}

/** Whether {@link decodeText} cut the text; its warning says so to people. */
export const wasCut = (warnings: readonly string[]): boolean =>
  warnings.some((warning) => warning.startsWith('Only the first'));

function decode(bytes: Uint8Array, stated: string | undefined): { text: string; isGuessed: boolean } {
  const mark = `${bytes[0]} ${bytes[1]}`;
  const marked = mark === '255 254' ? 'utf-16le' : mark === '254 255' ? 'utf-16be' : undefined;
  if (marked !== undefined) return { text: new TextDecoder(marked).decode(bytes), isGuessed: false };
  const text = attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  // Escapes: a Japanese encoding that looks like ASCII.
  if (text !== undefined && !text.includes('\u001b')) return { text, isGuessed: false };
  const inStated = attempt(() => new TextDecoder(stated).decode(bytes));
  if (stated !== undefined && inStated !== undefined && !/^utf-?(?:8|16)/iu.test(stated))
    return { text: inStated, isGuessed: false };
  return text === undefined
    ? { text: new TextDecoder('windows-1252').decode(bytes), isGuessed: true }
    : { text, isGuessed: false };
}

/** Bytes that are not in the encoding, or an encoding that nobody knows. */
function attempt(decoded: () => string): string | undefined {
  try {
    return decoded();
  } catch {
    return undefined;
  }
}

/** Control characters other than white space do not occur in text. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 20_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/gu)?.length ?? 0;
  return sample.includes('\u0000') || controls > sample.length / 100;
}
