// The server, to be run or embedded.
export { type AppOptions, createApp } from './app.ts';
export type { NewApiKey } from './auth/api-keys.ts';
// Signing in.
export { type LocalAuth, type LocalAuthOptions, localAuth } from './auth/local-auth.ts';
// Talking to a server.
export {
  type AnswerEvent,
  type Client,
  type ClientError,
  type ClientOptions,
  createClient,
  type ImportFile,
  type TicketQuery,
} from './client.ts';
export type * from './client-types.ts';
export type { Log, LogEntry } from './log.ts';
export { type RunningServer, type ServerOptions, startServer } from './main.ts';
export type { BodyLimits } from './middleware/body-limits.ts';
export type { IdempotencyOptions } from './middleware/idempotency.ts';
export type { RateLimits } from './middleware/rate-limits.ts';
export { type Access, type Api, openRoute } from './routes/api.ts';
export { describeApi } from './routes/document.ts';
export type { SlackDesk } from './routes/slack.ts';
export { describeSite, type Site, type SiteOptions } from './site.ts';
export { runWorker, type WorkerOptions } from './worker.ts';
