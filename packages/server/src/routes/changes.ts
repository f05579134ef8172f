import type { IntentChange, IntentId, TicketAI } from '@ticket-ai/core';
import { type Api, fit, jsonBody, openRoute, replies } from './api.ts';
import {
  alertListSchema,
  alertQuerySchema,
  changedSchema,
  changeRequestSchema,
  lineageSchema,
  previewRequestSchema,
  previewSchema,
  undoneSchema,
  undoRequestSchema,
} from './schemas/change.ts';
import { idParams } from './schemas/common.ts';

/** For editors, though nothing is done: the parts of a split may be found by a model, which costs money. */
const preview = openRoute('editor', {
  method: 'post',
  path: '/api/intents/preview',
  summary: 'See what renaming, merging, splitting or moving intents would do, in numbers; nothing is done',
  request: jsonBody(previewRequestSchema),
  responses: replies(200, previewSchema, 'What would change'),
});

const change = openRoute('editor', {
  method: 'post',
  path: '/api/intents/changes',
  summary: 'Rename, merge, split or move intents; ids stay valid for ever',
  request: jsonBody(changeRequestSchema),
  responses: replies(200, changedSchema, 'The intents as they are now'),
});

const undo = openRoute('editor', {
  method: 'post',
  path: '/api/intents/undo',
  summary: 'Take back the latest change, or a given one',
  request: jsonBody(undoRequestSchema),
  responses: replies(200, undoneSchema, 'What was taken back'),
});

const lineage = openRoute('viewer', {
  method: 'get',
  path: '/api/intents/{id}/lineage',
  summary: 'Where an intent comes from, and who changed it when and why',
  request: { params: idParams },
  responses: replies(200, lineageSchema, 'Its lineage, oldest event first'),
});

const listAlerts = openRoute('viewer', {
  method: 'get',
  path: '/api/alerts',
  summary: 'List alerts: intents that surge, a mix that drifts, topics that emerge',
  request: { query: alertQuerySchema },
  responses: replies(200, alertListSchema, 'Alerts, newest first'),
});

/** Changes of intents by people, and what the engine noticed. */
export function addChangeRoutes(app: Api): void {
  app.openapi(preview, async (c) => {
    const found = await c.var.desk.intents.preview(c.req.valid('json').change as IntentChange);
    return c.json(fit(previewSchema, found), 200);
  });
  app.openapi(change, async (c) => {
    const { change: wanted, reason } = c.req.valid('json');
    const ids = await make(c.var.desk, wanted as IntentChange, reason === undefined ? {} : { reason });
    const intents = await Promise.all(ids.map((id) => c.var.desk.intents.get(id)));
    return c.json(fit(changedSchema, { intents }), 200);
  });
  app.openapi(undo, async (c) => {
    const { eventId, reason } = c.req.valid('json');
    const { id, type } = await c.var.desk.intents.undo(eventId, reason === undefined ? {} : { reason });
    return c.json(fit(undoneSchema, { eventId: id, type }), 200);
  });
  app.openapi(lineage, async (c) => {
    const { today, ...rest } = await c.var.desk.intents.lineage(c.req.valid('param').id as IntentId);
    return c.json(fit(lineageSchema, { id: today.id, name: today.name, ...rest }), 200);
  });
  app.openapi(listAlerts, async (c) => {
    const { from } = c.req.valid('query');
    const items = await c.var.desk.alerts.list(from === undefined ? {} : { from });
    return c.json(fit(alertListSchema, { items }), 200);
  });
}

/** Makes a change; gives the ids of the intents that stand afterwards. */
async function make(
  desk: TicketAI,
  wanted: IntentChange,
  reason: { readonly reason?: string },
): Promise<readonly IntentId[]> {
  switch (wanted.type) {
    case 'rename':
      return [(await desk.intents.rename(wanted.intentId, wanted.name, reason)).id];
    case 'merge':
      return [(await desk.intents.merge(wanted.winner, wanted.intentIds, reason)).id];
    case 'move':
      return [(await desk.intents.move(wanted.intentId, wanted.path, reason)).id];
    case 'split': {
      const { intentId, ...options } = wanted;
      const { kept, created } = await desk.intents.split(intentId, { ...options, ...reason });
      return [kept.id, ...created.map(({ id }) => id)];
    }
  }
}
