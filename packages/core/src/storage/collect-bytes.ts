import { throwIfAborted } from '../errors.ts';

/** All bytes of a stream, or a copy of bytes that are there. @throws `aborted`, and what the stream throws */
export async function collectBytes(
  bytes: Uint8Array | ReadableStream<Uint8Array>,
  abortSignal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes instanceof Uint8Array) return new Uint8Array(bytes);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of bytes) {
    throwIfAborted(abortSignal);
    parts.push(new Uint8Array(part));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
