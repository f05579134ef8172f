import { throwIfAborted } from '../../errors.ts';
import { checkBlobKey, checkBlobPrefix } from '../blob-key.ts';
import type { BlobStore } from '../blob-store.ts';
import { collectBytes } from '../collect-bytes.ts';

/** A blob store in memory. */
export function memoryBlobs(): BlobStore {
  const blobs = new Map<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly mediaType: string }>();
  return {
    async put({ key, bytes, mediaType, abortSignal }) {
      throwIfAborted(abortSignal);
      checkBlobKey(key);
      blobs.set(key, { bytes: await collectBytes(bytes, abortSignal), mediaType });
    },
    async get(key) {
      checkBlobKey(key);
      const blob = blobs.get(key);
      return blob === undefined ? undefined : { bytes: blob.bytes.slice(), mediaType: blob.mediaType };
    },
    async open(key) {
      checkBlobKey(key);
      const blob = blobs.get(key);
      if (blob === undefined) return undefined;
      const { bytes, mediaType } = blob;
      return { stream: new Blob([bytes]).stream(), size: bytes.length, mediaType };
    },
    async delete(key) {
      checkBlobKey(key);
      return blobs.delete(key);
    },
    async *list(prefix) {
      checkBlobPrefix(prefix);
      const keys = [...blobs.keys()].filter((key) => key.startsWith(prefix)).sort();
      for (const key of keys) {
        const blob = blobs.get(key);
        if (blob !== undefined) yield { key, size: blob.bytes.length };
      }
    },
    close: async () => {},
  };
}
