import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import { type Principal, type Role, type TicketAI, TicketAIError } from '@ticket-ai/core';
import type { MiddlewareHandler } from 'hono';
import type { Credential } from '../middleware/credential.ts';

/** What a handler finds in its context. */
export interface ApiEnvironment {
  Variables: {
    requestId: string;
    /** Who asks. Absent in public routes. */
    principal: Principal;
    credential: Credential;
    /** The library in the name of who asks. */
    desk: TicketAI;
  };
}

export type Api = OpenAPIHono<ApiEnvironment>;
export type ApiMiddleware = MiddlewareHandler<ApiEnvironment>;

/** Who may call a route: anybody, a service whose signature the route itself verifies, or who has at least this role. */
export type Access = 'public' | 'signed' | Role;

/** The body of every reply that is not a success. */
export const errorSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      requestId: z.string(),
      current: z.string().optional().openapi({
        description: 'Of a conflict: the id of what is current by now, to be read before asking again',
      }),
    }),
  })
  .openapi('Error');

/** Makes the application routes are added to. What fails validation answers as every error does. */
export function newApi(): Api {
  return new OpenAPIHono<ApiEnvironment>({
    defaultHook: (result) => {
      if (!result.success)
        throw new TicketAIError('invalid-input', { message: listIssues(result.error.issues) });
    },
  });
}

/** Declares a route. It must say who may call it; a route that does not say so does not start. */
export function openRoute<const Config extends Omit<RouteConfig, 'middleware' | 'hide'>>(
  access: Access,
  config: Config,
) {
  const security: Record<string, string[]>[] =
    access === 'public' || access === 'signed' ? [] : [{ apiKey: [] }, { session: [] }];
  return createRoute({ ...config, security, 'x-access': access });
}

/** A JSON reply of this shape, and the shape of every error. */
export function replies<const Status extends 200 | 201 | 202, Schema extends z.ZodType>(
  status: Status,
  schema: Schema,
  description: string,
) {
  const success = { description, content: { 'application/json': { schema } } };
  return { [status]: success, default: errorReply } as { readonly [Key in Status]: typeof success } & {
    readonly default: typeof errorReply;
  };
}

/** The error reply of routes whose success is not JSON. */
export const errorReply = {
  description: 'What is wrong, and what to do.',
  content: { 'application/json': { schema: errorSchema } },
};

/** A JSON body of this shape, and nothing else. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const;
}

/** Cuts a value to what the route promises: a field that the reply's schema does not name never leaves. */
export function fit<Schema extends z.ZodType>(schema: Schema, value: z.input<Schema>): z.output<Schema> {
  return schema.parse(value);
}

/** The first few faults, each with its place. */
function listIssues(issues: readonly z.core.$ZodIssue[]): string {
  const lines = issues
    .slice(0, 5)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
  const more = issues.length - lines.length;
  return `${lines.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

/** What a look-up gave. @throws `not-found`, in the same words whether it never existed or belongs to somebody else */
export function found<Row>(row: Row | undefined, kind: string, id: string): Row {
  if (row === undefined)
    throw new TicketAIError('not-found', { message: `There is no ${kind} ${id}.`, context: { id } });
  return row;
}
