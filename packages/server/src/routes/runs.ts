import type { ReclusterRequest, RunId } from '@ticket-ai/core';
import { type Api, fit, jsonBody, openRoute, replies } from './api.ts';
import { seesMoney } from './money.ts';
import { idParams } from './schemas/common.ts';
import { reclusterRequestSchema, runDiffSchema, runListSchema, runSchema } from './schemas/run.ts';

const listRuns = openRoute('viewer', {
  method: 'get',
  path: '/api/runs',
  summary: 'List discoveries and re-clusterings, newest first, and which holds',
  responses: replies(200, runListSchema, 'All runs'),
});

const startRecluster = openRoute('editor', {
  method: 'post',
  path: '/api/runs',
  summary: 'Look at all tickets anew, as a what-if, in the background; known intents keep their ids',
  request: jsonBody(reclusterRequestSchema),
  responses: replies(202, runSchema, 'The run as it begins: see Location for how it goes'),
});

const readRun = openRoute('viewer', {
  method: 'get',
  path: '/api/runs/{id}',
  summary: 'See how a run goes',
  request: { params: idParams },
  responses: replies(200, runSchema, 'The run'),
});

const compareRun = openRoute('viewer', {
  method: 'get',
  path: '/api/runs/{id}/diff',
  summary: 'Compare a re-clustering with the run it was made beside, intent by intent',
  request: { params: idParams },
  responses: replies(200, runDiffSchema, 'What it changes'),
});

const promoteRun = openRoute('editor', {
  method: 'post',
  path: '/api/runs/{id}/promote',
  summary: 'Let a re-clustering hold',
  request: { params: idParams },
  responses: replies(200, runSchema, 'The run that holds now'),
});

const dropRun = openRoute('editor', {
  method: 'post',
  path: '/api/runs/{id}/drop',
  summary: 'Give up a re-clustering',
  request: { params: idParams },
  responses: replies(200, runSchema, 'The run that was given up'),
});

const rollBack = openRoute('editor', {
  method: 'post',
  path: '/api/runs/rollback',
  summary: 'Go back to what held before the latest promotion',
  responses: replies(200, runSchema, 'The run that holds again'),
});

/** Looking at all tickets anew, and letting that hold or not. */
export function addRunRoutes(app: Api): void {
  app.openapi(listRuns, async (c) => {
    const { desk } = c.var;
    const { activeRunId } = await (await desk.store()).workspace();
    return c.json(fit(runListSchema, { items: await desk.runs.list(), activeRunId }), 200);
  });
  app.openapi(startRecluster, async (c) => {
    const { granularity, intentCount, seed, churnBudget } = c.req.valid('json');
    const request: ReclusterRequest = {
      ...(granularity === undefined ? {} : { granularity }),
      ...(intentCount === undefined ? {} : { intentCount }),
      ...(seed === undefined ? {} : { seed }),
      ...(churnBudget === undefined ? {} : { churnBudget }),
    };
    const run = await c.var.desk.recluster(request);
    c.header('Location', `/api/runs/${run.id}`);
    return c.json(fit(runSchema, run), 202);
  });
  app.openapi(rollBack, async (c) => c.json(fit(runSchema, await c.var.desk.runs.rollBack()), 200));
  app.openapi(readRun, async (c) =>
    c.json(fit(runSchema, await c.var.desk.runs.get(c.req.valid('param').id as RunId)), 200),
  );
  app.openapi(compareRun, async (c) => {
    const { cost, ...diff } = await c.var.desk.runs.diff(c.req.valid('param').id as RunId);
    return c.json(fit(runDiffSchema, { ...diff, ...(seesMoney(c.var.principal) ? { cost } : {}) }), 200);
  });
  app.openapi(promoteRun, async (c) =>
    c.json(fit(runSchema, await c.var.desk.runs.promote(c.req.valid('param').id as RunId)), 200),
  );
  app.openapi(dropRun, async (c) =>
    c.json(fit(runSchema, await c.var.desk.runs.drop(c.req.valid('param').id as RunId)), 200),
  );
}
