import type { JobId } from '@ticket-ai/core';
import { type Api, fit, found, openRoute, replies } from './api.ts';
import { idParams } from './schemas/common.ts';
import { jobListSchema, jobQuerySchema, jobSchema } from './schemas/work.ts';

const listJobs = openRoute('agent', {
  method: 'get',
  path: '/api/jobs',
  summary: 'List background work, newest first',
  request: { query: jobQuerySchema },
  responses: replies(200, jobListSchema, 'The newest jobs'),
});

const readJob = openRoute('agent', {
  method: 'get',
  path: '/api/jobs/{id}',
  summary: 'See how a job goes',
  request: { params: idParams },
  responses: replies(200, jobSchema, 'The job'),
});

/** Background work. */
export function addJobRoutes(app: Api): void {
  app.openapi(listJobs, async (c) => {
    const { status, limit } = c.req.valid('query');
    const items = await c.var.desk.jobs.list({ limit, ...(status === undefined ? {} : { status }) });
    return c.json(fit(jobListSchema, { items }), 200);
  });
  app.openapi(readJob, async (c) => {
    const { id } = c.req.valid('param');
    const job = found(await (await c.var.desk.store()).jobs.get(id as JobId), 'job', id);
    return c.json(fit(jobSchema, job), 200);
  });
}
