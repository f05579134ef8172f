import { secureHeaders } from 'hono/secure-headers';
import type { ApiMiddleware } from '../routes/api.ts';
import type { Site } from '../site.ts';

/** Headers of every reply: only our own scripts, no framing, no sniffing, no caching of data. */
export function safeHeaders(site: Site): ApiMiddleware {
  const secure = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: site.secure ? 'max-age=31536000; includeSubDomains' : false,
    xFrameOptions: 'DENY',
  });
  return async (c, next) => {
    await secure(c, next);
    // Pages hold no data, but must be fresh after an update; everything under /api is somebody's.
    c.header('Cache-Control', c.req.path.startsWith('/api') ? 'no-store' : 'no-cache');
  };
}
