import { type Api, fit, openRoute, replies } from './api.ts';
import { auditListSchema, emergingListSchema, matchingStatusSchema } from './schemas/matching.ts';

const readMatching = openRoute('viewer', {
  method: 'get',
  path: '/api/matching',
  summary: 'See how far automatic matching can be trusted, and how many tickets wait',
  responses: replies(200, matchingStatusSchema, 'How it stands'),
});

const resumeMatching = openRoute('editor', {
  method: 'post',
  path: '/api/matching/resume',
  summary: "Go on with tickets that wait for a model's word, when its budget is back",
  responses: replies(200, matchingStatusSchema, 'How it stands now'),
});

const listEmerging = openRoute('viewer', {
  method: 'get',
  path: '/api/matching/emerging',
  summary: 'List what tickets that fit no intent seem to ask for',
  responses: replies(200, emergingListSchema, 'Groups of at least five tickets, largest first'),
});

const listAudits = openRoute('viewer', {
  method: 'get',
  path: '/api/matching/audits',
  summary: 'List matches picked by chance that nobody has confirmed or corrected yet',
  responses: replies(200, auditListSchema, 'Open audits, oldest first'),
});

/** The matching of new tickets. */
export function addMatchingRoutes(app: Api): void {
  app.openapi(readMatching, async (c) =>
    c.json(fit(matchingStatusSchema, await c.var.desk.matching.status()), 200),
  );
  app.openapi(resumeMatching, async (c) =>
    c.json(fit(matchingStatusSchema, await c.var.desk.matching.resume()), 200),
  );
  app.openapi(listEmerging, async (c) =>
    c.json(fit(emergingListSchema, { items: await c.var.desk.matching.emerging() }), 200),
  );
  app.openapi(listAudits, async (c) =>
    c.json(fit(auditListSchema, { items: await c.var.desk.matching.audits() }), 200),
  );
}
