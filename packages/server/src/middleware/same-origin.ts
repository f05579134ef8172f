import { getCookie } from 'hono/cookie';
import type { ApiMiddleware } from '../routes/api.ts';
import type { Site } from '../site.ts';
import { refuse } from './errors.ts';

/**
 * Against forged requests: a browser sends our cookie with requests that other sites make it send. Whatever changes something with a
 * cookie must say that it comes from our own pages; what says that it comes from elsewhere is refused in any case. API keys are not
 * sent by browsers on their own and need no such proof.
 */
export function sameOriginOnly(site: Site, cookieName: string): ApiMiddleware {
  return async (c, next) => {
    const harmless =
      ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) || c.req.header('authorization') !== undefined;
    if (!harmless) {
      const origin = c.req.header('origin');
      const fetchSite = c.req.header('sec-fetch-site');
      const foreign = fetchSite !== undefined && fetchSite !== 'same-origin';
      const foreignOrigin = origin !== undefined && !site.isOwnOrigin(origin, new URL(c.req.url).host);
      const unproven =
        origin === undefined && fetchSite === undefined && getCookie(c, cookieName) !== undefined;
      if (foreign || foreignOrigin || unproven)
        throw refuse('forbidden', 'This request does not come from our own pages.');
    }
    await next();
  };
}
