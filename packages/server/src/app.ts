import type { TicketAI } from '@ticket-ai/core';
import { requestId } from 'hono/request-id';
import type { LocalAuth } from './auth/local-auth.ts';
import type { Log } from './log.ts';
import { type AccessTable, readAccess } from './middleware/access-table.ts';
import { type BodyLimits, limitBodies } from './middleware/body-limits.ts';
import { sessionCookie } from './middleware/credential.ts';
import { answerErrors, errorReply } from './middleware/errors.ts';
import { guard } from './middleware/guard.ts';
import { safeHeaders } from './middleware/headers.ts';
import { doOnce, type IdempotencyOptions } from './middleware/idempotency.ts';
import { ownHostOnly } from './middleware/own-host.ts';
import { limitRates, type RateLimits } from './middleware/rate-limits.ts';
import { sameOriginOnly } from './middleware/same-origin.ts';
import { addAnswerRoutes } from './routes/answers.ts';
import { type Api, newApi } from './routes/api.ts';
import { addArticleRoutes } from './routes/articles.ts';
import { addChangeRoutes } from './routes/changes.ts';
import { addDiscoveryRoutes } from './routes/discoveries.ts';
import { addDocumentRoute } from './routes/document.ts';
import { addDocumentRoutes } from './routes/documents.ts';
import { addEventRoutes } from './routes/events.ts';
import { addHealthRoutes } from './routes/health.ts';
import { addImportRoutes } from './routes/imports.ts';
import { addIntentRoutes } from './routes/intents.ts';
import { addJobRoutes } from './routes/jobs.ts';
import { addKeyRoutes } from './routes/keys.ts';
import { addMatchingRoutes } from './routes/matching.ts';
import { addPages } from './routes/pages.ts';
import { addReplyRoutes } from './routes/replies.ts';
import { addRunRoutes } from './routes/runs.ts';
import { addSessionRoutes } from './routes/session.ts';
import { addSlackRoute, type SlackDesk } from './routes/slack.ts';
import { addTaxonomyRoutes } from './routes/taxonomy.ts';
import { addTicketRoutes } from './routes/tickets.ts';
import { addUsageRoutes } from './routes/usage.ts';
import { describeSite, type Site } from './site.ts';

/** What the application stands on. */
export interface AppOptions {
  /** Made with `work: 'workers'`, so that long work goes on after the reply. */
  readonly desk: TicketAI;
  readonly auth: LocalAuth;
  /** Whether requests can be answered. Default: always. */
  readonly isReady?: () => Promise<boolean>;
  /** Where it is reached. Default: this machine only. */
  readonly site?: Site;
  readonly limits?: BodyLimits;
  /** How much one caller may ask. Default: as much as it likes. */
  readonly rates?: RateLimits;
  readonly idempotency?: IdempotencyOptions;
  /** Answers the buttons of review requests in Slack. Default: there is no such address. */
  readonly slack?: SlackDesk;
  readonly log?: Log;
  /** Ends event streams. */
  readonly shutdown?: AbortSignal;
  /** How often event streams look for news, in milliseconds. Default 500. */
  readonly pollMs?: number;
  /** Routes of your own; each must be declared with `openRoute`. */
  readonly extend?: (app: Api) => void;
}

/**
 * The server without a socket: give its `fetch` to any runtime, or ask it directly with `request`.
 * @throws `missing-setting` when a route does not say who may call it
 */
export function createApp(options: AppOptions): Api {
  const {
    desk,
    auth,
    log = () => {},
    site = describeSite(),
    shutdown = new AbortController().signal,
    pollMs = 500,
  } = options;
  const cookieName = sessionCookie(site.secure);
  const app = newApi();
  let table: AccessTable | undefined;
  const readTable = () => {
    table ??= readAccess(app);
    return table;
  };

  app.onError(answerErrors(log));
  app.use(requestId(), safeHeaders(site), ownHostOnly(site), sameOriginOnly(site, cookieName));
  app.use(guard({ auth, desk, cookieName, table: readTable }));
  if (options.rates !== undefined) app.use(limitRates(options.rates, log));
  app.use(limitBodies(options.limits), doOnce(options.idempotency));

  addTicketRoutes(app);
  addMatchingRoutes(app);
  addImportRoutes(app);
  addChangeRoutes(app);
  addIntentRoutes(app);
  addTaxonomyRoutes(app);
  addDiscoveryRoutes(app);
  addRunRoutes(app);
  addDocumentRoutes(app);
  addArticleRoutes(app);
  addAnswerRoutes(app, log);
  addReplyRoutes(app);
  addJobRoutes(app);
  addUsageRoutes(app);
  addEventRoutes(app, { auth, shutdown, pollMs });
  addSessionRoutes(app, { auth, cookieName, secure: site.secure });
  addKeyRoutes(app, auth);
  addHealthRoutes(app, options.isReady ?? (async () => true));
  if (options.slack !== undefined) addSlackRoute(app, { desk, slack: options.slack, log });
  addDocumentRoute(app, cookieName);
  addPages(app);
  options.extend?.(app);

  app.notFound((c) => {
    const methods = readTable().methodsOf(c.req.path);
    if (methods.length === 0) return errorReply(c, 'not-found', 'There is nothing at this address.');
    c.header('Allow', methods.join(', '));
    return errorReply(c, 'method-not-allowed', `This address answers to ${methods.join(', ')}.`);
  });
  readTable();
  return app;
}
