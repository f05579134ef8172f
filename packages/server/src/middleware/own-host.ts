import type { ApiMiddleware } from '../routes/api.ts';
import type { Site } from '../site.ts';
import { refuse } from './errors.ts';

/** Against DNS rebinding: a foreign name that was pointed at our address is answered with 421 and nothing else. */
export function ownHostOnly(site: Site): ApiMiddleware {
  return async (c, next) => {
    const header = c.req.header('host');
    const names = [new URL(c.req.url).hostname, ...(header === undefined ? [] : [hostnameOf(header)])];
    if (!names.every((name) => site.isOwnHost(name)))
      throw refuse('wrong-host', 'This server does not answer to that host name.');
    await next();
  };
}

function hostnameOf(host: string): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}
