/** An Int32Array that grows: push without boxing, then take the filled part. */
export interface GrowingInts {
  readonly length: number;
  push(value: number): void;
  /** A copy of what was pushed. */
  take(): Int32Array;
}

/** An empty {@link GrowingInts}; doubles its memory when full. */
export function growingInts(capacity = 1024): GrowingInts {
  let items = new Int32Array(capacity);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === items.length) {
        const larger = new Int32Array(items.length * 2);
        larger.set(items);
        items = larger;
      }
      items[length++] = value;
    },
    take: () => items.slice(0, length),
  };
}
