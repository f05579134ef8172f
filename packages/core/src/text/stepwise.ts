/**
 * Long work written as a generator: each `yield` is a place where the caller may report progress, let other work run, or stop. The return value is
 * the result.
 */
export type Stepwise<Result> = Generator<void, Result>;

/** Runs stepwise work to its end at once. */
export function runToEnd<Result>(work: Stepwise<Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
