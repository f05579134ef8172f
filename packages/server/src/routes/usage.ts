import { type Api, fit, openRoute, replies } from './api.ts';
import { moneyRole } from './money.ts';
import { rangeQuerySchema } from './schemas/common.ts';
import { usageSchema } from './schemas/usage.ts';

const readUsage = openRoute(moneyRole, {
  method: 'get',
  path: '/api/usage',
  summary: 'See what models cost, by purpose, model, day, run and intent',
  request: { query: rangeQuerySchema },
  responses: replies(200, usageSchema, 'What the calls of the time cost'),
});

/** Money. */
export function addUsageRoutes(app: Api): void {
  app.openapi(readUsage, async (c) => {
    const { from, below } = c.req.valid('query');
    const usage = await c.var.desk.usage({
      ...(from === undefined ? {} : { from }),
      ...(below === undefined ? {} : { below }),
    });
    return c.json(fit(usageSchema, usage), 200);
  });
}
