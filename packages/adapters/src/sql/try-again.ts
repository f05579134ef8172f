/** How work is tried again. */
export interface TryAgainOptions {
  /** Whether another try may help, and does no harm. */
  readonly mayRepeat: (error: unknown) => boolean;
  /** Tries in all. */
  readonly attempts: number;
  /** The first wait; each later one is twice as long, all of them half as long or half as long again by chance. Milliseconds. */
  readonly firstMs: number;
}

/** Does work, and does it again at odd moments while it fails in a way that passes. @throws what the last try failed with */
export async function tryAgain<Result>(
  work: () => Promise<Result>,
  { mayRepeat, attempts, firstMs }: TryAgainOptions,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !mayRepeat(error)) throw error;
      await new Promise((resolve) =>
        setTimeout(resolve, firstMs * 2 ** (attempt - 1) * (0.5 + Math.random())),
      );
    }
  }
}
