import * as z from 'zod';

/**
 * A list in a reply, in which an item of wrong form is nobody's fault but its own: it is left out, or read as `reading` can read it. The form that the
 * model is told is that of `item`.
 */
export function soundItems<Value>(item: z.ZodType<Value>, reading: z.ZodType<Value> = item) {
  const readable = (given: unknown) => {
    const { success, data } = reading.safeParse(given);
    return success ? [data] : [];
  };
  return z.preprocess((given) => (Array.isArray(given) ? given.flatMap(readable) : given), z.array(item));
}
