/*
 * A file is one line with the media type, then the bytes: both change in the same rename.
 */

/** What a file begins with. */
export function encodeHeader(mediaType: string): Buffer {
  return Buffer.from(`${JSON.stringify({ mediaType })}\n`);
}

/** The media type, and where the bytes begin; `undefined` for a file that this adapter did not write. */
export function decodeHeader(
  start: Uint8Array,
): { readonly mediaType: string; readonly offset: number } | undefined {
  const end = start.indexOf(0x0a);
  if (end < 0) return undefined;
  try {
    const header: unknown = JSON.parse(Buffer.from(start.subarray(0, end)).toString());
    if (
      typeof header !== 'object' ||
      header === null ||
      !('mediaType' in header) ||
      typeof header.mediaType !== 'string'
    )
      return undefined;
    return { mediaType: header.mediaType, offset: end + 1 };
  } catch {
    return undefined;
  }
}

/** More than any media type needs: enough of a file to read its header. */
export const headerBytes = 1024;
