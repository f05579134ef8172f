import type { BlobStore } from './blob-store.ts';

/** Deletes all blobs whose key starts with `prefix`. */
export async function deleteBlobs(blobs: Pick<BlobStore, 'list' | 'delete'>, prefix: string): Promise<void> {
  const keys: string[] = [];
  for await (const { key } of blobs.list(prefix)) keys.push(key);
  for (const key of keys) await blobs.delete(key);
}
