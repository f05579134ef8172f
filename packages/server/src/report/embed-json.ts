const UNSAFE: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** JSON that may stand inside a script element: nothing in it can end the element or open a comment. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => UNSAFE[character] ?? character);
}

/** Whole numbers as base64 of little-endian 16-bit words. */
export function packWords(values: Iterable<number>): string {
  const list = [...values];
  const bytes = Buffer.alloc(list.length * 2);
  list.forEach((value, index) => {
    bytes.writeUInt16LE(Math.min(65_535, Math.max(0, value)), index * 2);
  });
  return bytes.toString('base64');
}

/** Whole numbers below 256 as base64. */
export function packBytes(values: Iterable<number>): string {
  return Buffer.from(Uint8Array.from([...values], (value) => Math.min(255, Math.max(0, value)))).toString(
    'base64',
  );
}
