import { Buffer, isUtf8 } from 'node:buffer';
import { TicketAIError } from '@ticket-ai/core';

/** A text file, brought to UTF-8 without byte order mark. */
export interface DecodedFile {
  readonly bytes: Buffer;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

/** Brings a file of unknown encoding to UTF-8. @throws `invalid-input` for an empty file and for files that are no text. */
export function decodeFile(bytes: Uint8Array): DecodedFile {
  refuseBinary(bytes);
  const file = decode(bytes);
  if (isBlank(file.bytes)) {
    throw new TicketAIError('invalid-input', {
      message: 'The file is empty. Export it again with a header row.',
      context: { line: 1, column: 1 },
    });
  }
  if (/^\s*(?:\{\s*"|\[\s*\{)/.test(file.bytes.toString('latin1', 0, 200))) {
    throw new TicketAIError('invalid-input', {
      message: 'The file is not CSV, but looks like JSON. Name it .jsonl or .json.',
      context: { line: 1, column: 1 },
    });
  }
  return file;
}

function decode(bytes: Uint8Array): DecodedFile {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return decodeEightBit(bytes.subarray(3));
  if (startsWith(bytes, [0xff, 0xfe])) return recode(bytes.subarray(2), 'utf-16le');
  if (startsWith(bytes, [0xfe, 0xff])) return recode(bytes.subarray(2), 'utf-16be');
  const wide = guessUtf16(bytes);
  return wide === undefined ? decodeEightBit(bytes) : recode(bytes, wide);
}

function decodeEightBit(bytes: Uint8Array): DecodedFile {
  if (isUtf8(bytes))
    return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding: 'utf-8' };
  // A long UTF-8 file with a few damaged bytes is still UTF-8: reading it as Windows-1252 would spoil every accent in it.
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = count(text, /\uFFFD/g);
  const intact = count(text, /[^\0-\x7F\uFFFD]/g);
  return broken * 10 < intact
    ? { bytes: Buffer.from(text), encoding: 'utf-8' }
    : recode(bytes, 'windows-1252');
}

function recode(bytes: Uint8Array, encoding: DecodedFile['encoding']): DecodedFile {
  return { bytes: Buffer.from(new TextDecoder(encoding).decode(bytes)), encoding };
}

/** Western text in UTF-16 has a NUL in nearly every second byte. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, Math.min(bytes.length, 2000) & ~1);
  const nuls = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) nuls[index & 1]! += 1;
  const half = sample.length / 2;
  const [even = 0, odd = 0] = nuls;
  if (odd > half * 0.4 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.4 && odd < half * 0.1) return 'utf-16be';
  return undefined;
}

const signatures: readonly { readonly starts: readonly number[]; readonly is: string }[] = [
  { starts: [0x25, 0x50, 0x44, 0x46], is: 'a PDF document. Add it as a document instead' },
  { starts: [0x89, 0x50, 0x4e, 0x47], is: 'a PNG image' },
  { starts: [0xff, 0xd8, 0xff], is: 'a JPEG image' },
  { starts: [0x47, 0x49, 0x46, 0x38], is: 'a GIF image' },
  { starts: [0x1f, 0x8b], is: 'a gzip archive. Unpack it first' },
  { starts: [0x37, 0x7a, 0xbc, 0xaf], is: 'a 7-Zip archive. Unpack it first' },
  { starts: [0x52, 0x61, 0x72, 0x21], is: 'a RAR archive. Unpack it first' },
  {
    starts: [0xd0, 0xcf, 0x11, 0xe0],
    is: 'an old Office file (.xls, .doc). Open it and save it as CSV UTF-8',
  },
  { starts: [0x50, 0x41, 0x52, 0x31], is: 'a Parquet file' },
  { starts: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], is: 'an SQLite database' },
];

function refuseBinary(bytes: Uint8Array): void {
  const known = startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])
    ? describeZip(bytes)
    : signatures.find(({ starts }) => startsWith(bytes, starts))?.is;
  const what = known ?? (looksBinary(bytes) ? 'a binary file' : undefined);
  if (what === undefined) return;
  throw new TicketAIError('invalid-input', {
    message: `The file is not CSV, but ${what}.`,
    context: { line: 1, column: 1 },
  });
}

function describeZip(bytes: Uint8Array): string {
  const names = new TextDecoder('latin1').decode(bytes.subarray(0, 20_000));
  return /xl\/|workbook|\[Content_Types\]/.test(names)
    ? 'an Excel workbook (.xlsx) or another Office file. Open it and save it as CSV UTF-8'
    : 'a ZIP archive. Unpack it first';
}

/** Control characters beyond tab and line ends, but for the NULs of UTF-16 and single stray ones. */
function looksBinary(bytes: Uint8Array): boolean {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]) || guessUtf16(bytes) !== undefined)
    return false;
  const sample = bytes.subarray(0, 4000);
  const controls = sample.reduce((sum, byte) => sum + (byte < 32 && (byte < 9 || byte > 13) ? 1 : 0), 0);
  return controls > sample.length / 10;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.length < 1000 && Buffer.from(bytes).toString().trim() === '';
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found += 1;
  return found;
}
