import { z } from '@hono/zod-openapi';

/** Epoch milliseconds, UTC. */
export const time = z
  .int()
  .nonnegative()
  .openapi({ description: 'UTC epoch milliseconds', example: 1_767_225_600_000 });

/** Who did something. */
export const actorSchema = z
  .object({ kind: z.enum(['person', 'key', 'model', 'system']), id: z.string() })
  .openapi('Actor');

/** One id in a path. */
export const idParams = z.strictObject({ id: z.string().min(1).max(500) });

/** Its ending picks the reader. Control characters would only serve to deceive whoever reads the list. */
export const fileNameSchema = z
  .string()
  .min(1)
  .max(255)
  .regex(/^\P{Cc}+$/u, 'must not contain control characters');

/** A list that nobody changes. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** A whole list. */
export const itemsOf = <Item extends z.ZodType>(item: Item) => z.object({ items: listOf(item) });

/** A part of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: listOf(item),
    cursor: z.string().optional().openapi({ description: 'Gives the next page; absent on the last one' }),
  });

const moment = z.coerce.number().int().nonnegative().optional();

/** A time. */
export const rangeQuerySchema = z.strictObject({
  from: moment.openapi({ description: 'UTC epoch milliseconds, included' }),
  below: moment.openapi({ description: 'UTC epoch milliseconds, excluded' }),
});

/** How much of a list. */
export const limit = z.coerce.number().int().min(1).max(500);
